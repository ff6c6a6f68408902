package dev.touchstone.move;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.touchstone.store.StoreException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this process may still use a store that others can open too. It asks the store again and
 * again, and what it heard holds for a while: who moves a store waits for longer than that, {@link
 * Notice}, before anything is copied.
 *
 * <p>What was done is acknowledged only if it still holds behind it. So whatever was acknowledged
 * was there before anything was copied, however long it took. The clock only measures how long
 * something took on this machine; nothing depends on what time it is, here or elsewhere.
 *
 * <p>Thread-safe.
 */
final class Tenure implements AutoCloseable {
  static final Duration EVERY = Duration.ofSeconds(2);

  /** How long an answer of the store holds, from when it was asked. */
  static final Duration LASTS = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(Tenure.class);

  private final Runnable check;
  private final LongSupplier nanos;
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile long until;
  private volatile @Nullable String refusal;

  /**
   * Asks for the first time.
   *
   * @param check throws {@link MoveRefusedException} if the store may be used no longer
   * @param nanos a clock that only goes forward, of no fixed start
   */
  Tenure(Runnable check, LongSupplier nanos) {
    this.check = check;
    this.nanos = nanos;
    long asked = nanos.getAsLong();
    check.run();
    this.until = asked + LASTS.toNanos();
  }

  /** Asks again and again until this is closed. */
  static Tenure start(Runnable check) {
    Tenure tenure = new Tenure(check, System::nanoTime);
    Thread.ofPlatform().name("touchstone-tenure").daemon().start(tenure::run);
    return tenure;
  }

  private void run() {
    try {
      while (!stop.await(EVERY.toNanos(), NANOSECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody knows this thread", e);
    }
  }

  /** Asks the store. One that does not answer leaves what was heard before. */
  void look() {
    long asked = nanos.getAsLong();
    try {
      check.run();
      until = asked + LASTS.toNanos();
      if (refusal != null) {
        LOG.info("The store may be used again");
      }
      refusal = null;
    } catch (MoveRefusedException e) {
      if (refusal == null) {
        LOG.error("The store may be used no longer: {}", e.getMessage());
      }
      refusal = e.getMessage();
    } catch (StoreException | IllegalStateException e) {
      LOG.debug("What was heard before holds for its time", e);
    }
  }

  /** Reads or changes rows. */
  <T> T rows(boolean changes, Supplier<T> work) {
    String why = refusal;
    if (why != null) {
      throw new StoreException.Unavailable(why, null);
    }
    return records(changes, work);
  }

  /**
   * Reads or changes records. That goes on for a moment when it is known that the store is being
   * moved: what was shown a moment before is still to be noted.
   */
  <T> T records(boolean changes, Supplier<T> work) {
    if (isOver()) {
      throw new StoreException.Unavailable(why(), null);
    }
    T result = work.get();
    if (isOver()) {
      throw changes
          ? new StoreException.OutcomeUnknown(why(), null)
          : new StoreException.Unavailable(why(), null);
    }
    return result;
  }

  private boolean isOver() {
    return nanos.getAsLong() - until >= 0;
  }

  private String why() {
    String why = refusal;
    return why != null
        ? why
        : "the store does not say whether it is being moved; it is used again when it does";
  }

  @Override
  public void close() {
    stop.countDown();
  }
}
