package dev.touchstone.ingest;

import java.io.IOException;
import java.io.InputStream;

/**
 * A piece of an input stream that is held in memory, at most {@code limit} bytes. It slides: what
 * stands before {@link #from} may be given up when more is read.
 */
final class ByteWindow {
  private static final int FIRST_SIZE = 256 << 10;
  private static final int MARK_BYTES = 3;

  private final InputStream in;
  private final int limit;
  private long before;
  private boolean ended;

  /** The bytes; those from {@link #from} to before {@link #to} count. */
  byte[] bytes;

  int from;
  int to;

  ByteWindow(InputStream in, int limit) {
    this(in, limit, 0);
  }

  /**
   * @param before how many bytes stood before the input
   */
  ByteWindow(InputStream in, int limit, long before) {
    this.in = in;
    this.limit = limit;
    this.before = before;
    this.bytes = new byte[Math.min(FIRST_SIZE, limit)];
  }

  /** How many bytes of the input stand before {@link #from}. */
  long offset() {
    return before + from;
  }

  /** How many bytes are held. */
  int size() {
    return to - from;
  }

  /**
   * Reads more, behind what is held. The bytes, {@link #from} and {@link #to} may move.
   *
   * @return false if nothing was read because the input is at its end or the limit is met
   */
  boolean more() throws IOException {
    if (ended || size() == limit) {
      return false;
    }
    if (to == bytes.length) {
      makeRoom();
    }
    int count = in.read(bytes, to, bytes.length - to);
    ended = count < 0;
    to += Math.max(count, 0);
    return !ended;
  }

  /** Skips a byte-order mark that stands here; returns how many bytes it has. */
  int skipByteOrderMark() throws IOException {
    while (size() < MARK_BYTES && more()) {
      // Until it can be told.
    }
    boolean stands =
        size() >= MARK_BYTES
            && bytes[from] == (byte) 0xEF
            && bytes[from + 1] == (byte) 0xBB
            && bytes[from + 2] == (byte) 0xBF;
    int count = stands ? MARK_BYTES : 0;
    from += count;
    return count;
  }

  private void makeRoom() {
    int size = size();
    boolean grows = size > bytes.length / 2 && bytes.length < limit;
    byte[] target = grows ? new byte[Math.min(limit, 2 * bytes.length)] : bytes;
    System.arraycopy(bytes, from, target, 0, size);
    bytes = target;
    before += from;
    from = 0;
    to = size;
  }

  /** Whether the input has no bytes behind those that are held. */
  boolean ended() {
    return ended;
  }

  /** How much memory it takes now. */
  int capacity() {
    return bytes.length;
  }
}
