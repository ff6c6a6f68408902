package dev.touchstone.store.cassandra;

import dev.touchstone.store.StoreException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * Lets appends of this process that have a row in common take turns, so that each is told what the
 * one before it did. What is stored does not depend on it. Everybody takes locks in one order, so
 * nobody waits for ever. Thread-safe.
 */
final class IdentityLocks {
  private final ConcurrentHashMap<ByteBuffer, CompletableFuture<Boolean>> held =
      new ConcurrentHashMap<>();

  /** Locks that somebody holds. */
  final class Held {
    private final List<ByteBuffer> keys;
    private final CompletableFuture<Boolean> released;
    private int count;

    private Held(List<ByteBuffer> keys, CompletableFuture<Boolean> released) {
      this.keys = keys;
      this.released = released;
    }

    private void take() {
      for (; count < keys.size(); count++) {
        CompletableFuture<Boolean> other = held.putIfAbsent(keys.get(count), released);
        while (other != null) {
          await(other);
          other = held.putIfAbsent(keys.get(count), released);
        }
      }
    }

    /** Lets others have them. */
    void release() {
      keys.subList(0, count).forEach(held::remove);
      released.complete(true);
    }
  }

  /**
   * Waits until nobody else holds one of the keys.
   *
   * @throws StoreException.Unavailable if the caller is interrupted
   */
  Held lock(List<ByteBuffer> keys) {
    Held locks = new Held(keys.stream().sorted().distinct().toList(), new CompletableFuture<>());
    try {
      locks.take();
      return locks;
    } catch (StoreException e) {
      locks.release();
      throw e;
    }
  }

  private static void await(CompletableFuture<Boolean> other) {
    try {
      other.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("interrupted while waiting for another append", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
