package dev.touchstone.ingest;

import java.io.IOException;
import java.io.InputStream;

/**
 * An input that may not have more bytes than a limit, nor be a bomb: few bytes that unpack to very
 * many. Belongs to one thread.
 */
final class BoundedInput extends InputStream {
  /** How many bytes a packed one may become, once there are more than {@link #FREE_BYTES}. */
  static final int MAX_RATIO = 200;

  static final long FREE_BYTES = 16 << 20;

  private final CountedInput packed;
  private final InputStream in;
  private final long maxBytes;
  private long count;

  /**
   * @param packed what {@code in} unpacks, or itself
   */
  BoundedInput(CountedInput packed, InputStream in, long maxBytes) {
    this.packed = packed;
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /** How many bytes were read. */
  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    long left = maxBytes - count;
    if (left == 0 && length > 0) {
      if (in.read() < 0) {
        return -1;
      }
      throw BrokenInputException.tooLarge(
          "the body, unpacked, has more than the %,d bytes that are accepted".formatted(maxBytes));
    }
    int read = in.read(bytes, offset, (int) Math.min(length, left));
    count += Math.max(0, read);
    if (count > FREE_BYTES && count / MAX_RATIO > packed.count()) {
      throw BrokenInputException.tooLarge(
          "the body unpacks to more than %,d times its size".formatted(MAX_RATIO));
    }
    return read;
  }
}
