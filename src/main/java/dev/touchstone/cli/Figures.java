package dev.touchstone.cli;

import java.time.Duration;
import java.util.Locale;

/** How counts, sizes, rates and durations are written for people. All methods are pure. */
final class Figures {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Figures() {}

  /** {@code 1,234,567}. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** {@code 1 row}, {@code 1,234 rows}. */
  static String count(long count, String one) {
    return count(count) + " " + (count == 1 ? one : one + "s");
  }

  /** The number and its noun, whose plural has another form. */
  static String count(long count, String one, String many) {
    return count(count) + " " + (count == 1 ? one : many);
  }

  /** {@code 999 B}, {@code 1.5 KiB}, {@code 20 GiB}: two digits or more, powers of 1024. */
  static String bytes(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= 1024 && unit < UNITS.length - 1) {
      size /= 1024;
      unit++;
    }
    String format = unit > 0 && size < 10 ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, format, size, UNITS[unit]);
  }

  /** {@code 12,345 rows/s}; nothing is known before a time has passed, which is written as 0. */
  static String rate(long count, Duration elapsed, String what) {
    long nanos = elapsed.toNanos();
    long perSecond = nanos <= 0 ? 0 : Math.round(count * 1e9 / nanos);
    return count(perSecond) + " " + what + "/s";
  }

  /** {@code 0.4 s}, {@code 12 s}, {@code 3 min 05 s}, {@code 2 h 07 min}. */
  static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }
    return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
  }
}
