package dev.touchstone.ingest;

import dev.touchstone.store.StoreException;
import dev.touchstone.store.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Batches on their way into the store while the next rows are read, a few at a time: so neither
 * waits for the other, and the store syncs several at once. They are settled in the order in which
 * they were sent, whichever is stored first. Belongs to one thread; the store is called on others.
 */
final class UnderWay implements AutoCloseable {
  /**
   * How many there are at most: of so many the rows are in memory. With fewer the store, which
   * takes all that wait at once, waits for the next.
   */
  static final int MOST = 8;

  private final RowSink sink;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Deque<Sent> sent = new ArrayDeque<>();

  UnderWay(RowSink sink) {
    this.sink = sink;
  }

  /**
   * A batch that was sent.
   *
   * @param behind what is to be remembered when this batch and all before it are stored
   */
  record Sent(Batch batch, List<Checkpoint> behind, Future<List<Verdict>> verdicts) {
    /**
     * Waits until it is stored.
     *
     * @throws StoreException if it may not be
     */
    List<Verdict> await() {
      boolean interrupted = false;
      try {
        while (true) {
          try {
            return verdicts.get();
          } catch (InterruptedException e) {
            interrupted = true; // what was sent has an outcome, which is to be told
          }
        }
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        throw new IllegalStateException(e.getCause());
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  /** Sends a batch, which is not touched any more. */
  void send(Batch batch, List<Checkpoint> behind) {
    sent.add(
        new Sent(batch, new ArrayList<>(behind), threads.submit(() -> sink.append(batch.rows()))));
  }

  int size() {
    return sent.size();
  }

  /** To be remembered with what was sent last. */
  void behindLast(List<Checkpoint> checkpoints) {
    sent.getLast().behind().addAll(checkpoints);
  }

  /** Takes the one that was sent first. */
  Sent takeFirst() {
    return sent.removeFirst();
  }

  /** Waits until the store has answered to everything. */
  @Override
  public void close() {
    threads.close();
  }
}
