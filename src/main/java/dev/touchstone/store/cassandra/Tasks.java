package dev.touchstone.store.cassandra;

import dev.touchstone.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Does things beside one another, each on a virtual thread of its own. Thread-safe. */
final class Tasks implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Does all of it, and returns when everything has ended; an interrupted caller waits as well,
   * since every task ends in the time of a few statements.
   *
   * @throws StoreException the first failure
   */
  void runAll(List<Runnable> work) {
    if (work.size() == 1) {
      work.getFirst().run();
      return;
    }
    List<Future<?>> running = new ArrayList<>(work.size());
    work.forEach(it -> running.add(threads.submit(it)));
    RuntimeException failure = null;
    boolean interrupted = false;
    for (Future<?> task : running) {
      while (!task.isDone()) {
        interrupted |= isInterrupted(task);
      }
      failure = failure == null ? failureOf(task) : failure;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Waits; whether the wait was interrupted. */
  private static boolean isInterrupted(Future<?> task) {
    try {
      task.get();
      return false;
    } catch (InterruptedException e) {
      return true;
    } catch (ExecutionException e) {
      return false;
    }
  }

  private static @Nullable RuntimeException failureOf(Future<?> ended) {
    if (ended.state() != Future.State.FAILED) {
      return null;
    }
    return ended.exceptionNow() instanceof RuntimeException it
        ? it
        : new StoreException.OutcomeUnknown("a task broke off", ended.exceptionNow());
  }

  @Override
  public void close() {
    threads.close();
  }
}
