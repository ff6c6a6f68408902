package dev.touchstone.move;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long whoever moves a store waits until nobody else uses it any more: longer than a {@link
 * Tenure} lasts, by enough that clocks of two machines may run at different speeds.
 *
 * @param nanos a clock that only goes forward, of no fixed start
 */
public record Notice(Pause pause, LongSupplier nanos) {
  public static final Duration LASTS = Duration.ofSeconds(15);

  /** On the clock of this machine. */
  public static final Notice REAL = new Notice(Pause.REAL, System::nanoTime);

  private static final Duration PIECE = Duration.ofSeconds(1);

  /**
   * Waits.
   *
   * @param meanwhile is done again and again, and ends it by an exception
   */
  void await(Runnable meanwhile) {
    long end = nanos.getAsLong() + LASTS.toNanos();
    for (long left = LASTS.toNanos(); left > 0; left = end - nanos.getAsLong()) {
      meanwhile.run();
      pause.pause(Duration.ofNanos(Math.min(left, PIECE.toNanos())));
    }
    meanwhile.run();
  }
}
