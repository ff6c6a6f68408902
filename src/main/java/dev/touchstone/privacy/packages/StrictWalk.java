package dev.touchstone.privacy.packages;

import dev.touchstone.privacy.packages.ZipLayout.Entry;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.zip.CRC32;

/**
 * Compares a file with the one ZIP that a signed manifest can have, from the first byte to the
 * last. Every byte is either part of a content of which the manifest has the digest, or one that
 * the layout prescribes.
 */
final class StrictWalk {
  private final FileChannel file;
  private final Manifest manifest;
  private final byte[] manifestBytes;
  private final byte[] signature;
  private final ZipLayout layout;
  private final FileContent content;
  private final RowChain chain = new RowChain();
  private final Map<Long, String> chainByRow = new HashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private final List<PackagedFile> altered = new ArrayList<>();
  private long rows;
  private boolean chainBroken;
  private long at;

  /**
   * What was found.
   *
   * @param altered the files whose content is another one, or cannot be read
   * @param firstOdd the first byte that the layout does not have there
   * @param chained whether the rows are those of the chain
   */
  record Outcome(List<PackagedFile> altered, OptionalLong firstOdd, boolean chained) {
    boolean isWhole() {
      return altered.isEmpty() && firstOdd.isEmpty() && chained;
    }
  }

  StrictWalk(FileChannel file, Manifest manifest, byte[] manifestBytes, byte[] signature) {
    this.file = file;
    this.manifest = manifest;
    this.manifestBytes = manifestBytes;
    this.signature = signature;
    this.layout = new ZipLayout(manifest.created());
    this.content = new FileContent(file);
    long behind = 0;
    for (Manifest.Group group : manifest.groups()) {
      behind += group.rows();
      chainByRow.put(behind, group.chain());
    }
  }

  Outcome walk() throws IOException {
    for (PackagedFile each : manifest.files()) {
      if (!walk(each)) {
        return outcome(OptionalLong.of(at));
      }
    }
    boolean asLaidOut =
        walkStored(Manifest.PATH, manifestBytes)
            && walkStored(Manifest.SIGNATURE_PATH, signature)
            && walk(layout.directory(entries, at))
            && at == file.size();
    return outcome(asLaidOut ? OptionalLong.empty() : OptionalLong.of(at));
  }

  private Outcome outcome(OptionalLong firstOdd) {
    boolean chained = !chainBroken && chain.text().equals(manifest.chain());
    return new Outcome(List.copyOf(altered), firstOdd, chained && rows == manifest.rows());
  }

  private boolean walk(PackagedFile each) throws IOException {
    Entry entry = new Entry(each.path(), false, each.crc32(), each.packedBytes(), each.bytes(), at);
    entries.add(entry);
    if (!walk(layout.localHeader(entry)) || file.size() - at < each.packedBytes()) {
      return false;
    }
    Lines lines = new Lines(this::row);
    boolean isRows = each.path().endsWith(".ndjson");
    FileContent.Sink sink = isRows ? lines : (bytes, length) -> {};
    if (!content.read(at, each.packedBytes(), false, each.bytes(), sink).is(each)) {
      altered.add(each);
    }
    at += each.packedBytes();
    return walk(ZipLayout.descriptor(entry));
  }

  private void row(byte[] bytes, int start, int length) {
    chain.add(bytes, start, length);
    rows++;
    String expected = chainByRow.get(rows);
    chainBroken |= expected != null && !expected.equals(chain.text());
  }

  private boolean walkStored(String path, byte[] bytes) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    Entry entry = new Entry(path, true, (int) crc.getValue(), bytes.length, bytes.length, at);
    entries.add(entry);
    return walk(layout.localHeader(entry)) && walk(bytes);
  }

  /** Compares the next bytes; stands at the first other one where they are not those. */
  private boolean walk(byte[] expected) throws IOException {
    int count = (int) Math.min(expected.length, file.size() - at);
    byte[] found = ZipDirectory.array(file, at, count);
    int odd = Arrays.mismatch(expected, found);
    at += odd < 0 ? count : odd;
    return odd < 0;
  }
}
