package dev.touchstone.store.rocksdb;

import dev.touchstone.store.StoreException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** How many erasures, of contacts and of records, may be under way at one moment. Thread-safe. */
final class ErasureBound {
  private final int most;
  private final Semaphore places;

  ErasureBound(int most) {
    this.most = most;
    this.places = new Semaphore(most);
  }

  /**
   * Erases.
   *
   * @throws StoreException.Overloaded if as many are under way already
   */
  <T> T within(Supplier<T> erasure) {
    if (!places.tryAcquire()) {
      throw new StoreException.Overloaded(most + " erasures are under way already", null);
    }
    try {
      return erasure.get();
    } finally {
      places.release();
    }
  }
}
