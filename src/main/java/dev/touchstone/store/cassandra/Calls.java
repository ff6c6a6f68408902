package dev.touchstone.store.cassandra;

import dev.touchstone.store.StoreException;
import java.util.function.Supplier;

/**
 * Calls under way: not more than so many, none once the store is closed, and the closer waits for
 * those inside. Thread-safe.
 */
final class Calls {
  private final int most;
  private int inside;
  private boolean closed;

  Calls(int most) {
    this.most = most;
  }

  /**
   * Does a call.
   *
   * @throws IllegalStateException if the store is closed
   * @throws StoreException.Overloaded if there are too many calls
   */
  <T> T inside(Supplier<T> call) {
    enter();
    try {
      return call.get();
    } finally {
      leave();
    }
  }

  private synchronized void enter() {
    checkOpen();
    if (inside == most) {
      throw new StoreException.Overloaded("%,d calls are under way already".formatted(most), null);
    }
    inside++;
  }

  private synchronized void leave() {
    inside--;
    notifyAll();
  }

  synchronized void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
  }

  /** Lets nobody in any more and waits until nobody is inside; whether it was open until now. */
  synchronized boolean close() {
    boolean wasOpen = !closed;
    closed = true;
    boolean interrupted = false;
    while (inside > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return wasOpen;
  }
}
