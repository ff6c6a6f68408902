package dev.touchstone.move;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Holds who copies rows back to so many in a second. Thread-safe. */
final class RowRate {
  /** What was not used may be caught up with, but not more than this. */
  private static final long MOST_BEHIND = Duration.ofSeconds(1).toNanos();

  private final long rowsPerSecond;
  private final LongSupplier nanos;
  private final Pause pause;

  /** When the next row may be copied. */
  private long next;

  RowRate(long rowsPerSecond, LongSupplier nanos, Pause pause) {
    this.rowsPerSecond = rowsPerSecond;
    this.nanos = nanos;
    this.pause = pause;
    this.next = nanos.getAsLong();
  }

  /** Rows are about to be copied; returns when they may be. */
  void await(int rows) {
    if (rowsPerSecond == 0) {
      return;
    }
    long wait = reserve(rows);
    if (wait > 0) {
      pause.pause(Duration.ofNanos(wait));
    }
  }

  private synchronized long reserve(int rows) {
    long now = nanos.getAsLong();
    next = Math.max(next, now - MOST_BEHIND);
    long wait = next - now;
    next += rows * 1_000_000_000L / rowsPerSecond;
    return wait;
  }
}
