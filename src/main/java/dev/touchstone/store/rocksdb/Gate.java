package dev.touchstone.store.rocksdb;

import java.util.function.Supplier;

/**
 * Keeps calls out of the engine once it is to be closed, and lets the closer wait for those inside:
 * a native call on a closed engine would end the process. Thread-safe.
 */
final class Gate {
  private long inside;
  private boolean closed;

  /**
   * Runs a call inside the gate.
   *
   * @throws IllegalStateException if the gate is closed
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
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
    inside++;
  }

  private synchronized void leave() {
    inside--;
    notifyAll();
  }

  /**
   * Lets nobody in any more and waits until nobody is inside.
   *
   * @return whether it was open until now
   */
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
