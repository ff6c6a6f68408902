package dev.touchstone.client;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Time that passes when somebody waits, and remembers how long they did. */
final class ManualTime implements Time {
  static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final List<Duration> waits = new ArrayList<>();
  private Duration elapsed = Duration.ZERO;

  @Override
  public Instant now() {
    return BEGIN.plus(elapsed);
  }

  @Override
  public Duration elapsed() {
    return elapsed;
  }

  @Override
  public boolean await(CountDownLatch latch, Duration atMost) {
    waits.add(atMost);
    elapsed = elapsed.plus(atMost);
    return latch.getCount() == 0;
  }

  List<Duration> waits() {
    return waits;
  }
}
