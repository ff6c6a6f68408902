package dev.touchstone.privacy.audit;

import dev.touchstone.store.StoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The notes that wait to be written, in their order and bounded. Thread-safe. */
final class AuditQueue {
  /** The most notes that wait; who brings more waits for room. */
  static final int MAX_WAITING = 100_000;

  /** The most notes of one block. */
  static final int MAX_BLOCK = 1_000;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Duration interval;
  private final int maxWaiting;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private @Nullable StoreException failure;
  private int urgent;
  private boolean closed;

  /**
   * @param written completed when it is synced; null where nobody waits
   */
  record Waiting(Trail.Note note, @Nullable CompletableFuture<Boolean> written) {}

  /**
   * @param interval the longest time that a note waits for others to be written with it
   */
  AuditQueue(Duration interval, int maxWaiting) {
    this.interval = interval;
    this.maxWaiting = maxWaiting;
  }

  /**
   * Adds a note that is written together with others soon.
   *
   * @throws StoreException if notes cannot be written now, or there is no room for long
   */
  synchronized void add(Trail.Note note) {
    awaitRoom();
    push(new Waiting(note, null));
  }

  /** Adds a note that is written as soon as can be; the future tells when it is synced. */
  synchronized CompletableFuture<Boolean> addUrgent(Trail.Note note) {
    awaitRoom();
    CompletableFuture<Boolean> written = new CompletableFuture<>();
    urgent++;
    push(new Waiting(note, written));
    return written;
  }

  private void awaitRoom() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (waiting.size() >= maxWaiting && failure == null && !closed) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new StoreException.Overloaded("too many notes wait for the audit trail", null);
      }
      waitNanos(left);
    }
    if (failure != null) {
      throw new StoreException.Unavailable(
          "the audit trail cannot be written, so nothing is shown: " + failure.getMessage(),
          failure);
    }
    if (closed) {
      throw new IllegalStateException("the audit trail is closed");
    }
  }

  private void waitNanos(long nanos) {
    try {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, nanos));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("interrupted while waiting for the audit trail", e);
    }
  }

  private void push(Waiting note) {
    waiting.add(note);
    notifyAll();
  }

  /**
   * Takes what is to be written next. Waits until there is something, and then for others, unless
   * somebody waits for it.
   *
   * @return empty if the queue is closed and everything was taken
   */
  synchronized List<Waiting> take() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    long deadline = System.nanoTime() + interval.toNanos();
    while (urgent == 0 && waiting.size() < MAX_BLOCK && !closed) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        break;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    List<Waiting> block = new ArrayList<>();
    while (block.size() < MAX_BLOCK && !waiting.isEmpty()) {
      Waiting next = waiting.remove();
      urgent -= next.written() == null ? 0 : 1;
      block.add(next);
    }
    notifyAll();
    return block;
  }

  /** From now on nothing is taken, until it is written again. */
  synchronized void fail(StoreException e) {
    failure = e;
    notifyAll();
  }

  synchronized void recover() {
    failure = null;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Waits a while, or until it is closed. */
  synchronized void pause(Duration pause) throws InterruptedException {
    if (!closed) {
      TimeUnit.NANOSECONDS.timedWait(this, pause.toNanos());
    }
  }

  /** Nothing is added any more; what waits is still taken. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
