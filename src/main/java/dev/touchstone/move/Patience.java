package dev.touchstone.move;

import dev.touchstone.store.StoreException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Does things again while a store fails, after pauses that double up to {@link #LONGEST}. Damage is
 * not waited for. Thread-safe.
 */
final class Patience {
  private static final Duration SHORTEST = Duration.ofMillis(50);
  static final Duration LONGEST = Duration.ofSeconds(30);

  private final int attempts;
  private final Pause pause;
  private final MoveWatch watch;
  private final Runnable require;

  /**
   * @param require throws what ends it for good
   */
  Patience(int attempts, Pause pause, MoveWatch watch, Runnable require) {
    this.require = require;
    this.attempts = attempts;
    this.pause = pause;
    this.watch = watch;
  }

  /**
   * Does it until it is done.
   *
   * @throws StoreException what it failed with at the last attempt
   * @throws MoveStoppedException if a stop was asked for
   */
  <T> T until(Supplier<T> work) {
    Duration wait = SHORTEST;
    for (int attempt = 1; ; attempt++) {
      stopIfAsked();
      try {
        return work.get();
      } catch (StoreException.Damaged e) {
        throw e;
      } catch (StoreException e) {
        if (attempt >= attempts) {
          throw e;
        }
        watch.failed(e);
        await(wait);
        wait = wait.compareTo(LONGEST.dividedBy(2)) > 0 ? LONGEST : wait.multipliedBy(2);
      }
    }
  }

  /** In pieces, so that a wish to stop is heard. */
  private void await(Duration wait) {
    Duration piece = Duration.ofSeconds(1);
    for (Duration left = wait; left.isPositive(); left = left.minus(piece)) {
      stopIfAsked();
      pause.pause(left.compareTo(piece) < 0 ? left : piece);
    }
  }

  void stopIfAsked() {
    if (watch.stopAsked()) {
      throw new MoveStoppedException();
    }
    require.run();
  }
}
