package dev.touchstone.bench.load;

import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** A sequence of random values that a seed decides. Not thread-safe. */
final class Chance {
  private static final HexFormat HEX = HexFormat.of();

  private final SplittableRandom random;

  Chance(long seed) {
    random = new SplittableRandom(seed);
  }

  /** A seed for one of many things, spread so that neighbours have nothing in common. */
  static long mix(long seed, long number) {
    return new SplittableRandom(seed ^ (number + 1) * 0x9E37_79B9_7F4A_7C15L).nextLong();
  }

  boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  double share() {
    return random.nextDouble();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** How often a thing happens again that happens again with this probability; at most 50 times. */
  int repeats(double probability) {
    int times = 0;
    while (times < 50 && happens(probability)) {
      times++;
    }
    return times;
  }

  /** A duration in seconds, of which most are short: exponential, cut off at ten times the mean. */
  long seconds(long mean) {
    return (long) Math.min(10.0 * mean, -mean * StrictMath.log1p(-random.nextDouble()));
  }

  /** A random GUID, of version 4. */
  UUID guid() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  /** Lower-case hexadecimal digits; a multiple of 16 of them. */
  String hex(int digits) {
    StringBuilder text = new StringBuilder(digits);
    while (text.length() < digits) {
      text.append(HEX.toHexDigits(random.nextLong()));
    }
    return text.toString();
  }

  /** Characters of those in links of advertisements. */
  String letters(int count) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    StringBuilder text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
