package dev.touchstone.move;

import dev.touchstone.store.Erasure;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of the two stores answers, and what of the target is known. Changes share a gate, which is
 * closed for the moment of the switch. Thread-safe.
 */
final class Sides {
  static final List<Erasure.Residue> UNREACHED =
      List.of(
          new Erasure.Residue(
              "the store to which this one is being moved, until it answers again",
              Optional.empty()));

  static final Erasure.Residue LEFT =
      new Erasure.Residue(
          "the store from which this one was moved, until that is deleted", Optional.empty());

  private static final Logger LOG = LoggerFactory.getLogger(Sides.class);

  private final StorageEngine source;
  private final StorageEngine target;
  private final Unsettled unsettled;
  private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();

  /** Held outside of the gate: an expiry may take long, and appends must not wait for it. */
  private final ReentrantLock expiring = new ReentrantLock();

  private volatile boolean switched;
  private volatile boolean targetOut;

  Sides(StorageEngine source, StorageEngine target, Unsettled unsettled) {
    this.source = source;
    this.target = target;
    this.unsettled = unsettled;
  }

  StorageEngine source() {
    return source;
  }

  StorageEngine target() {
    return target;
  }

  Unsettled unsettled() {
    return unsettled;
  }

  boolean isSwitched() {
    return switched;
  }

  StorageEngine answering() {
    return switched ? target : source;
  }

  /** Makes a change; which side answers stays the same meanwhile. */
  <T> T change(Supplier<T> change) {
    gate.readLock().lock();
    try {
      return change.get();
    } finally {
      gate.readLock().unlock();
    }
  }

  <T> T expire(Supplier<T> expiry) {
    expiring.lock();
    try {
      return expiry.get();
    } finally {
      expiring.unlock();
    }
  }

  /** Changes the source. Where it fails, nobody knows what it took, and the target gets nothing. */
  <T> T first(Supplier<T> change, Runnable doubt) {
    try {
      return change.get();
    } catch (RuntimeException e) {
      doubt.run();
      throw e;
    }
  }

  /**
   * Does to the target what was done to the source. A target that failed is left alone until the
   * mover finds that it answers again.
   *
   * @return null if it may not have happened; then the doubt was noted
   */
  <T> @Nullable T echo(Supplier<T> change, Runnable doubt) {
    if (targetOut) {
      doubt.run();
      return null;
    }
    try {
      return change.get();
    } catch (StoreException e) {
      doubt.run();
      if (!targetOut) {
        targetOut = true;
        LOG.warn("The store that this one is moved into does not take changes: {}", words(e));
      }
      return null;
    } catch (RuntimeException e) {
      doubt.run();
      throw e;
    }
  }

  private static String words(StoreException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  boolean isTargetOut() {
    return targetOut;
  }

  /**
   * Asks the target whether it answers again.
   *
   * @throws StoreException if it does not
   */
  void checkTarget() {
    target.check();
    targetOut = false;
  }

  /**
   * Lets the target answer, if nothing is unsettled and changes under way come to their end within
   * a moment.
   *
   * @param wait how long changes may be kept waiting for those under way
   * @param commit makes it last, before anybody is answered by the target
   * @return whether the target answers now
   */
  boolean switchOver(Duration wait, Runnable commit) {
    expiring.lock();
    try {
      if (!tryClose(wait)) {
        return false;
      }
      try {
        if (targetOut || !unsettled.isEmpty()) {
          return false;
        }
        commit.run();
        switched = true;
        return true;
      } finally {
        gate.writeLock().unlock();
      }
    } finally {
      expiring.unlock();
    }
  }

  private boolean tryClose(Duration wait) {
    try {
      return gate.writeLock().tryLock(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MoveStoppedException();
    }
  }
}
