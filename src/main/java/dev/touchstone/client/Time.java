package dev.touchstone.client;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The time that retries live in. Thread-safe. */
interface Time {
  /** The machine's. */
  Time SYSTEM =
      new Time() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public Duration elapsed() {
          return Duration.ofNanos(System.nanoTime());
        }

        @Override
        public boolean await(CountDownLatch latch, Duration atMost) throws InterruptedException {
          return latch.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        }
      };

  /** What the calendar says, which may jump. */
  Instant now();

  /** How much time has passed since some moment in the past; never jumps. */
  Duration elapsed();

  /** Lets time pass; ends early and returns true when the latch opens. */
  boolean await(CountDownLatch latch, Duration atMost) throws InterruptedException;
}
