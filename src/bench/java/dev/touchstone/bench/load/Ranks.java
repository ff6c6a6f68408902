package dev.touchstone.bench.load;

/**
 * Ranks from 0 by Zipf's law: how often a rank comes falls with a power of it. They are drawn from
 * the bounded Pareto distribution and cut down to whole numbers, which needs no table however many
 * there are.
 */
final class Ranks {
  /** At 1 the first of many contacts would have several per cent of all rows, which none has. */
  private static final double EXPONENT = 0.7;

  private final int count;
  private final double reach;

  Ranks(int count) {
    this.count = count;
    reach = StrictMath.pow(count + 1.0, 1 - EXPONENT) - 1;
  }

  int next(Chance chance) {
    double rank = StrictMath.pow(1 + reach * chance.share(), 1 / (1 - EXPONENT)) - 1;
    return Math.clamp((long) rank, 0, count - 1);
  }
}
