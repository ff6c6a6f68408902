package dev.touchstone.ingest;

import java.io.ByteArrayInputStream;
import java.util.Random;

/** Gives a few bytes at a time, so that every place of the input is once the edge of a read. */
final class SmallReads extends ByteArrayInputStream {
  private static final int MOST_AT_ONCE = 7;

  private final Random random;

  SmallReads(byte[] bytes, Random random) {
    super(bytes);
    this.random = random;
  }

  @Override
  public synchronized int read(byte[] target, int offset, int length) {
    return super.read(target, offset, Math.min(length, 1 + random.nextInt(MOST_AT_ONCE)));
  }
}
