package dev.touchstone.privacy.packages;

import dev.touchstone.interaction.ColumnNames;
import dev.touchstone.privacy.packages.Problem.Kind;
import dev.touchstone.privacy.packages.ZipLayout.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds out in what a package differs from the one that was signed, from its files as its directory
 * has them. What it is told comes from a manifest whose signature is good.
 */
final class Diagnosis {
  private static final int MAX_FOUND = RowFiles.MAX_ROWS + 100_000;
  private static final long SPARE_BYTES = 16 << 20;
  private static final int HEX_LINE = 2 * RowChain.SHORT_BYTES + 1;

  private final FileChannel file;
  private final Manifest manifest;
  private final ZipDirectory directory;
  private final FileContent content;
  private final List<Problem> problems = new ArrayList<>();

  Diagnosis(FileChannel file, Manifest manifest, ZipDirectory directory) {
    this.file = file;
    this.manifest = manifest;
    this.directory = directory;
    this.content = new FileContent(file);
  }

  /** What is wrong with the files; nothing if each has the content that was signed. */
  List<Problem> find() throws IOException {
    findExtra();
    long firstRow = 0;
    for (PackagedFile expected : manifest.files()) {
      Optional<Entry> entry = directory.find(expected.path());
      if (entry.isEmpty()) {
        problems.add(
            Problem.of(
                Kind.MISSING_FILE, expected.path(), "%s is missing".formatted(expected.path())));
      } else {
        look(expected, entry.get(), firstRow);
      }
      firstRow += isRows(expected) ? expected.rows() : 0;
      if (problems.size() >= Verification.MAX_PROBLEMS) {
        return problems;
      }
    }
    return problems;
  }

  private static boolean isRows(PackagedFile each) {
    return each.path().endsWith(".ndjson");
  }

  private void findExtra() {
    Set<String> known =
        manifest.files().stream().map(PackagedFile::path).collect(Collectors.toSet());
    Set<String> seen = new HashSet<>();
    for (Entry entry : directory.entries()) {
      boolean own =
          entry.path().equals(Manifest.PATH) || entry.path().equals(Manifest.SIGNATURE_PATH);
      if (!seen.add(entry.path()) || (!own && !known.contains(entry.path()))) {
        problems.add(
            Problem.of(
                Kind.EXTRA_FILE,
                entry.path(),
                "%s was not in the package that was signed".formatted(entry.path())));
      }
    }
  }

  private void look(PackagedFile expected, Entry entry, long firstRow) throws IOException {
    Optional<Long> start = ZipDirectory.content(file, entry);
    if (start.isEmpty()) {
      problems.add(altered(expected, "it is not where the directory says"));
      return;
    }
    Found rows = new Found(isRows(expected) ? MAX_FOUND : 0);
    Lines lines = new Lines(rows);
    FileContent.Sink sink = isRows(expected) ? lines : (bytes, length) -> {};
    FileContent.Seen seen =
        content.read(
            start.get(), entry.packedBytes(), entry.stored(), expected.bytes() + SPARE_BYTES, sink);
    lines.end();
    if (seen.isContentOf(expected)) {
      return;
    }
    if (!isRows(expected)) {
      problems.add(altered(expected, seen.whole() ? "" : "it cannot be unpacked to its end"));
      return;
    }
    if (isOfAnother(rows)) {
      problems.add(
          Problem.of(
              Kind.OTHER_CONTACT,
              expected.path(),
              "the rows of %s are of a contact that the manifest does not name"
                  .formatted(expected.path())));
      return;
    }
    compare(expected, rows, firstRow, seen.whole());
  }

  private static Problem altered(PackagedFile expected, String why) {
    return Problem.of(
        Kind.FILE_ALTERED,
        expected.path(),
        "%s is not as it was signed%s".formatted(expected.path(), why.isEmpty() ? "" : ": " + why));
  }

  private void compare(PackagedFile expected, Found rows, long firstRow, boolean whole)
      throws IOException {
    long[] digests = expectedDigests(firstRow, (int) expected.rows());
    List<Problem> found =
        digests.length == 0
            ? List.of()
            : RowDifference.between(
                expected.path(), whole ? digests : upTo(digests, rows.count), rows.digests());
    problems.addAll(found);
    if (!whole) {
      problems.add(altered(expected, "it cannot be unpacked behind row %,d".formatted(rows.count)));
    } else if (found.isEmpty()) {
      problems.add(altered(expected, ""));
    }
  }

  private static long[] upTo(long[] digests, int count) {
    return Arrays.copyOf(digests, Math.min(count, digests.length));
  }

  /** The digests that rows of a file had; none if those were changed too. */
  private long[] expectedDigests(long firstRow, int count) throws IOException {
    Optional<PackagedFile> expected =
        manifest.files().stream().filter(it -> it.path().equals(RowFiles.DIGESTS)).findFirst();
    Optional<Entry> entry = directory.find(RowFiles.DIGESTS);
    Optional<Long> start =
        entry.isEmpty() ? Optional.empty() : ZipDirectory.content(file, entry.get());
    if (expected.isEmpty() || start.isEmpty() || count > RowFiles.MAX_ROWS) {
      return new long[0];
    }
    Slice slice = new Slice(firstRow * HEX_LINE, new byte[count * HEX_LINE]);
    FileContent.Seen seen =
        content.read(
            start.get(),
            entry.get().packedBytes(),
            entry.get().stored(),
            expected.get().bytes(),
            slice);
    return seen.isContentOf(expected.get()) ? slice.digests() : new long[0];
  }

  private boolean isOfAnother(Found rows) {
    return !rows.contact.isEmpty()
        && manifest.contacts().stream()
            .noneMatch(it -> Escaping.JSON.escape(it.id().value()).equals(rows.contact));
  }

  /** The short digests of lines, and whose the first is. */
  private static final class Found implements Lines.LineSink {
    private static final String KEY = "\"" + ColumnNames.CONTACT_ID + "\":\"";

    private final int most;
    private long[] digests = new long[16];
    private int count;
    private String contact = "";

    Found(int most) {
      this.most = most;
    }

    @Override
    public void line(byte[] bytes, int start, int length) {
      if (count == most) {
        return;
      }
      if (count == 0) {
        contact = contact(new String(bytes, start, length, StandardCharsets.UTF_8));
      }
      digests = count == digests.length ? Arrays.copyOf(digests, 2 * count) : digests;
      MessageDigest digest = Sha256.begin();
      digest.update(bytes, start, length);
      digests[count++] = ByteBuffer.wrap(digest.digest()).getLong();
    }

    private static String contact(String line) {
      int at = line.indexOf(KEY);
      int end = at < 0 ? -1 : line.indexOf("\",\"", at + KEY.length());
      return end < 0 ? "" : line.substring(at + KEY.length(), end);
    }

    long[] digests() {
      return Arrays.copyOf(digests, count);
    }
  }

  /** A part of a content. */
  private static final class Slice implements FileContent.Sink {
    private final long start;
    private final byte[] part;
    private long position;

    Slice(long start, byte[] part) {
      this.start = start;
      this.part = part;
    }

    @Override
    public void write(byte[] bytes, int length) {
      long from = Math.max(start, position);
      long to = Math.min(start + part.length, position + length);
      if (from < to) {
        System.arraycopy(
            bytes, (int) (from - position), part, (int) (from - start), (int) (to - from));
      }
      position += length;
    }

    long[] digests() {
      long[] digests = new long[part.length / HEX_LINE];
      for (int i = 0; i < digests.length; i++) {
        digests[i] =
            HexFormat.fromHexDigitsToLong(
                new String(part, i * HEX_LINE, HEX_LINE - 1, StandardCharsets.US_ASCII));
      }
      return digests;
    }
  }
}
