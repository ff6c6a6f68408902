package dev.touchstone.cli;

import java.time.Duration;
import java.util.Locale;

/**
 * How far something has come, in one line.
 *
 * @param done of {@code total}; more than it counts as all
 * @param total 0 where nothing is to be done
 * @param rows handled so far
 * @param elapsed since the start
 */
record ProgressLine(long done, long total, long rows, Duration elapsed) {
  private static final int BAR = 28;
  private static final Duration TOO_EARLY = Duration.ofMillis(500);

  /** {@code 42% ━━━━━━━━━━━━──── 1,234 rows · 617 rows/s · 3 s left}. */
  String bar(Style style) {
    int filled = (int) Math.round(BAR * share());
    return "%3d%% %s%s %s"
        .formatted(
            percent(),
            style.cyan("━".repeat(filled)),
            style.dim("─".repeat(BAR - filled)),
            facts(" · "));
  }

  /** {@code 42%, 1,234 rows, 617 rows/s, 3 s left}. */
  String plain() {
    return percent() + "%, " + facts(", ");
  }

  private String facts(String separator) {
    String facts = Figures.count(rows, "row") + separator + Figures.rate(rows, elapsed, "rows");
    return remaining().isEmpty() ? facts : facts + separator + remaining() + " left";
  }

  /** Empty where nothing remains or it is too early to tell. */
  private String remaining() {
    if (share() >= 1 || done <= 0 || elapsed.compareTo(TOO_EARLY) < 0) {
      return "";
    }
    double nanos = elapsed.toNanos() * (1 / share() - 1);
    return Figures.duration(Duration.ofSeconds((long) Math.ceil(nanos / 1e9)));
  }

  /** All of it only where nothing is left: 99.9 % is not yet 100. */
  private int percent() {
    return (int) Math.floor(100 * share());
  }

  private double share() {
    return total <= 0 ? 1 : Math.clamp((double) done / total, 0, 1);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s of %s", done, total);
  }
}
