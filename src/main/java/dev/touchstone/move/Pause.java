package dev.touchstone.move;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits; returns early if the thread is interrupted. */
@FunctionalInterface
public interface Pause {
  Pause REAL = duration -> LockSupport.parkNanos(duration.toNanos());

  void pause(Duration duration);
}
