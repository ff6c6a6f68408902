package dev.touchstone.testing;

import java.util.Random;
import java.util.SplittableRandom;

/**
 * The seed of a randomised test: printed, and set again with {@code -Dseed=…} to replay a failure.
 */
public final class Randoms {
  private Randoms() {}

  /** A seed of its own for every run, or the one that was asked for. */
  public static long seed(Class<?> test) {
    Long asked = Long.getLong("seed");
    long seed = asked != null ? asked : new SplittableRandom().nextLong();
    System.out.println(test.getSimpleName() + ": replay with -Dseed=" + seed);
    return seed;
  }

  public static Random random(Class<?> test) {
    return new Random(seed(test));
  }
}
