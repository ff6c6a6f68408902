package dev.touchstone.ingest;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * How often rows that the store could not take are sent again, and after which pauses.
 *
 * @param pauses the pause before the second attempt, before the third, …; when they are used up the
 *     import ends
 * @param pause waits; returns early if the thread is interrupted
 */
public record Retry(List<Duration> pauses, Pause pause) {
  /** Eight attempts in about 25 seconds. */
  public static final Retry STANDARD =
      new Retry(
          List.of(
              Duration.ofMillis(100),
              Duration.ofMillis(300),
              Duration.ofSeconds(1),
              Duration.ofSeconds(3),
              Duration.ofSeconds(5),
              Duration.ofSeconds(7),
              Duration.ofSeconds(9)),
          duration -> LockSupport.parkNanos(duration.toNanos()));

  /** Four attempts in less than a second: for rows whose sender waits, and can send them again. */
  public static final Retry BRIEF =
      new Retry(
          List.of(Duration.ofMillis(50), Duration.ofMillis(150), Duration.ofMillis(450)),
          STANDARD.pause());

  public Retry {
    pauses = List.copyOf(pauses);
  }

  /** Waits. */
  @FunctionalInterface
  public interface Pause {
    void pause(Duration duration);
  }
}
