package dev.touchstone.privacy.packages;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Goes through one file of a package, as it lies in the ZIP, in bounded memory: takes the digests
 * of the packed and of the unpacked bytes, and hands the latter on. It never unpacks more than it
 * is told, so a small file that would become a huge one costs nothing.
 */
final class FileContent {
  private static final int BLOCK_BYTES = 64 * 1024;

  private final FileChannel file;
  private final byte[] unpacked = new byte[BLOCK_BYTES];

  FileContent(FileChannel file) {
    this.file = file;
  }

  /** Takes unpacked bytes. */
  @FunctionalInterface
  interface Sink {
    void write(byte[] bytes, int length) throws IOException;
  }

  /**
   * What a file turned out to be.
   *
   * @param whole whether all of it could be unpacked, and there was nothing behind it
   */
  record Seen(long bytes, String sha256, int crc32, String packedSha256, boolean whole) {
    boolean isContentOf(PackagedFile expected) {
      return whole && bytes == expected.bytes() && sha256.equals(expected.sha256());
    }

    boolean is(PackagedFile expected) {
      return isContentOf(expected)
          && crc32 == expected.crc32()
          && packedSha256.equals(expected.packedSha256());
    }
  }

  /**
   * Reads a file.
   *
   * @param start where its packed bytes begin
   * @param maxBytes how many bytes are unpacked at most
   */
  Seen read(long start, long packedBytes, boolean stored, long maxBytes, Sink sink)
      throws IOException {
    MessageDigest packed = Sha256.begin();
    Unpacking unpacking = new Unpacking(stored, maxBytes, sink);
    Inflater inflater = new Inflater(true);
    try {
      for (long left = packedBytes; left > 0; ) {
        int part = (int) Math.min(left, BLOCK_BYTES);
        byte[] block = ZipDirectory.array(file, start + packedBytes - left, part);
        packed.update(block);
        unpacking.add(inflater, block, part);
        left -= part;
      }
      boolean whole = !unpacking.failed && (stored || inflater.finished());
      return unpacking.seen(HexFormat.of().formatHex(packed.digest()), whole);
    } finally {
      inflater.end();
    }
  }

  private final class Unpacking {
    private final MessageDigest digest = Sha256.begin();
    private final CRC32 crc = new CRC32();
    private final boolean stored;
    private final long maxBytes;
    private final Sink sink;
    private long bytes;
    private boolean failed;

    Unpacking(boolean stored, long maxBytes, Sink sink) {
      this.stored = stored;
      this.maxBytes = maxBytes;
      this.sink = sink;
    }

    void add(Inflater inflater, byte[] block, int length) throws IOException {
      if (failed) {
        return;
      }
      if (stored) {
        take(block, length);
        return;
      }
      if (inflater.finished()) {
        failed = true;
        return;
      }
      inflater.setInput(block, 0, length);
      try {
        while (!failed && !inflater.finished()) {
          int count = inflater.inflate(unpacked);
          if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
            failed |= inflater.needsDictionary();
            break;
          }
          take(unpacked, count);
        }
        failed |= inflater.finished() && inflater.getRemaining() > 0;
      } catch (DataFormatException e) {
        failed = true;
      }
    }

    private void take(byte[] content, int length) throws IOException {
      if (bytes + length > maxBytes) {
        failed = true;
        return;
      }
      bytes += length;
      digest.update(content, 0, length);
      crc.update(content, 0, length);
      sink.write(content, length);
    }

    Seen seen(String packedSha256, boolean whole) {
      return new Seen(
          bytes,
          HexFormat.of().formatHex(digest.digest()),
          (int) crc.getValue(),
          packedSha256,
          whole);
    }
  }
}
