package dev.touchstone.move;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.StoreException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether this process may still use a store that others can open too. It asks the store every
 * moment, and what it heard holds for a while: who moves a store waits for longer than that before
 * the first contact is copied, so that nobody changes behind its back what it has copied.
 *
 * <p>Thread-safe.
 */
public final class Tenure implements AutoCloseable {
  static final Duration EVERY = Duration.ofSeconds(2);

  /** How long an answer holds. */
  static final Duration LASTS = Duration.ofSeconds(20);

  /** After so long everybody who had a store open has noticed that it is being moved. */
  public static final Duration NOTICE = Duration.ofSeconds(30);

  private final Runnable check;
  private final LongSupplier nanos;
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile long until;
  private volatile @Nullable String refusal;

  /**
   * @param check throws {@link MoveRefusedException} if the store may be used no longer
   * @param nanos a clock that only goes forward, of no fixed start
   */
  Tenure(Runnable check, LongSupplier nanos) {
    this.check = check;
    this.nanos = nanos;
    this.until = nanos.getAsLong() + LASTS.toNanos();
  }

  /**
   * An engine that refuses from the moment on in which it is being moved, or was.
   *
   * @param engine closed together with this one; it is home now
   * @param name what to call it in a message
   */
  public static StorageEngine guard(StorageEngine engine, String name) {
    return guard(engine, () -> MoveMarks.requireHome(engine, name));
  }

  /**
   * The same by another check.
   *
   * @param check throws {@link MoveRefusedException} if the store may be used no longer
   */
  public static StorageEngine guard(StorageEngine engine, Runnable check) {
    return new TenuredStore(engine, start(check));
  }

  /** Makes a check again and again until this is closed. */
  public static Tenure start(Runnable check) {
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
      throw new IllegalStateException(e);
    }
  }

  /** Asks the store. One that does not answer leaves what was heard before. */
  synchronized void look() {
    long began = nanos.getAsLong();
    try {
      check.run();
      refusal = null;
      until = began + LASTS.toNanos();
    } catch (MoveRefusedException e) {
      refusal = e.getMessage();
    } catch (StoreException | IllegalStateException e) {
      // What was heard before holds for its time.
    }
  }

  /**
   * Checks that the store may be used.
   *
   * @throws StoreException.Unavailable if it may not, or nobody knows
   */
  void require() {
    if (isOver()) {
      look();
    }
    String why = refusal;
    if (why != null) {
      throw new StoreException.Unavailable(why, null);
    }
    if (isOver()) {
      throw new StoreException.Unavailable(
          "the store does not say whether it is being moved; it is used again when it does", null);
    }
  }

  private boolean isOver() {
    return nanos.getAsLong() - until >= 0;
  }

  @Override
  public void close() {
    stop.countDown();
  }
}
