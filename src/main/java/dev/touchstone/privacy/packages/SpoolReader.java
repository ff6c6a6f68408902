package dev.touchstone.privacy.packages;

import java.io.IOException;

/** Reads a part of a spool from its beginning to its end. Not thread-safe. */
final class SpoolReader {
  private final Spool spool;
  private final long end;
  private final int least;
  private long position;
  private byte[] bytes;
  private int at;
  private int length;

  /**
   * @param buffer how many bytes are read at a time
   */
  SpoolReader(Spool spool, long start, long end, int buffer) {
    this.spool = spool;
    this.position = start;
    this.end = end;
    this.least = Math.max(1, buffer);
    this.bytes = new byte[least];
  }

  boolean hasMore() {
    return at < length || position < end;
  }

  /** Goes on by so many bytes; returns where they begin in {@link #array}, until the next call. */
  int next(int count) throws IOException {
    if (length - at < count) {
      fill(count);
    }
    int start = at;
    at += count;
    return start;
  }

  byte[] array() {
    return bytes;
  }

  private void fill(int count) throws IOException {
    int left = length - at;
    // A buffer that grew for one large row does not stay.
    boolean fits = bytes.length >= count && bytes.length <= 4 * Math.max(least, count);
    byte[] target = fits ? bytes : new byte[Math.max(least, count)];
    System.arraycopy(bytes, at, target, 0, left);
    bytes = target;
    at = 0;
    length = left;
    while (length < count || (length < bytes.length && position < end)) {
      int wanted = (int) Math.min(bytes.length - length, end - position);
      if (wanted == 0) {
        throw new IOException("the spooled rows end too early");
      }
      int read = spool.read(position, bytes, length, wanted);
      position += read;
      length += read;
    }
  }
}
