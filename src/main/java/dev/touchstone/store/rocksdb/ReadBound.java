package dev.touchstone.store.rocksdb;

import dev.touchstone.store.StoreException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * How many callers may be inside the engine to read at one moment; others wait in their order. A
 * virtual thread inside a native call holds its carrier, so without a bound reads could take them
 * all. Thread-safe.
 */
final class ReadBound {
  private final Semaphore permits;

  ReadBound(int concurrentReads) {
    permits = new Semaphore(concurrentReads, true);
  }

  <T> T read(Supplier<T> read) {
    try {
      permits.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("interrupted while waiting to read", e);
    }
    try {
      return read.get();
    } finally {
      permits.release();
    }
  }
}
