package dev.touchstone.cli;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.FailureLog;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.RetainingStore;
import dev.touchstone.store.StoreException;
import dev.touchstone.telemetry.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what has expired, every hour while a server runs. The first time is an hour after the
 * start: until then who mistyped a retention sees rows missing that are still there, and has read
 * from before when requests and notes go. A sweep that fails is logged, and the next one does its
 * work.
 */
final class Sweeps implements AutoCloseable {
  static final Duration INTERVAL = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(Sweeps.class);
  private static final String BROKEN_OFF = "Retention: a sweep broke off; the next one goes on";

  private final CountDownLatch stop = new CountDownLatch(1);
  private final List<String> words = new ArrayList<>();

  private Sweeps() {}

  /** Begins; rows of a store that keeps everything are left alone. */
  static Sweeps start(
      InteractionStore store, PrivacyExpiry privacy, Metrics metrics, Duration interval) {
    Sweeps sweeps = new Sweeps();
    List<Runnable> works = new ArrayList<>();
    if (store instanceof RetainingStore retaining) {
      retaining.cutoffs().forEach((type, cutoff) -> sweeps.words.add(words(type, cutoff)));
      works.add(() -> sweep(retaining, metrics));
    }
    sweeps.words.add(privacy.words());
    works.add(() -> sweep(privacy, metrics));
    Thread.ofPlatform()
        .name("touchstone-sweeper")
        .daemon()
        .start(() -> sweeps.run(works, interval));
    return sweeps;
  }

  private void run(List<Runnable> works, Duration interval) {
    try {
      while (!stop.await(interval.toNanos(), NANOSECONDS)) {
        works.forEach(this::run);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String words(TypeName type, Instant cutoff) {
    return "Retention: rows of %s from before %s have expired."
        .formatted(type.value(), cutoff.truncatedTo(ChronoUnit.SECONDS));
  }

  /** What the first sweep removes: a line for each type, and one for requests and notes. */
  List<String> words() {
    return List.copyOf(words);
  }

  private static void sweep(RetainingStore store, Metrics metrics) {
    long removed = store.sweep();
    metrics.expired(removed);
    if (removed > 0) {
      LOG.info("Retention: {} expired rows were removed", removed);
    }
  }

  private static void sweep(PrivacyExpiry privacy, Metrics metrics) {
    PrivacyExpiry.Removed removed = privacy.sweep();
    metrics.expired(removed.requests(), removed.copies());
    if (!removed.isNothing()) {
      LOG.info(
          "Retention: {} closed requests and notes of {} copies were removed",
          removed.requests(),
          removed.copies());
    }
  }

  private void run(Runnable work) {
    try {
      work.run();
    } catch (StoreException e) {
      if (stop.getCount() > 0) {
        FailureLog.log(LOG, BROKEN_OFF, e);
      }
    } catch (IllegalStateException e) {
      if (stop.getCount() > 0) {
        LOG.error(BROKEN_OFF, e);
      }
    }
  }

  /** Begins no other; the end of its store breaks off the one that is under way. */
  @Override
  public void close() {
    stop.countDown();
  }
}
