package dev.touchstone.move;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Threads that look at several contacts at once: platform threads, for engines are native code. */
final class Workers implements AutoCloseable {
  private final ExecutorService threads;

  Workers(int count) {
    threads =
        Executors.newFixedThreadPool(
            count, Thread.ofPlatform().name("touchstone-mover-", 1).daemon().factory());
  }

  /** Works on each; returns or throws when all are done. */
  <T> void forEach(List<T> items, Consumer<T> work) {
    List<Future<?>> results = new ArrayList<>();
    items.forEach(item -> results.add(threads.submit(() -> work.accept(item))));
    RuntimeException failure = null;
    for (Future<?> result : results) {
      try {
        result.get();
      } catch (ExecutionException e) {
        failure = failure == null ? unchecked(e.getCause()) : failure;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        threads.shutdownNow();
        throw new MoveStoppedException();
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static RuntimeException unchecked(@Nullable Throwable failure) {
    return switch (failure) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      case null, default -> new IllegalStateException(failure);
    };
  }

  @Override
  public void close() {
    threads.close();
  }
}
