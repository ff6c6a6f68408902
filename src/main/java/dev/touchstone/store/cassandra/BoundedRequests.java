package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.servererrors.ReadTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.cassandra.StatementListener.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many statements be under way at once, and sends a statement again that was not answered
 * in time: every write may be done twice, and a read may have been asked of the one node that does
 * not answer. Thread-safe.
 */
final class BoundedRequests implements Requests {
  /** How often one statement is sent at most. */
  static final int MAX_ATTEMPTS = 3;

  private final Requests next;
  private final Semaphore permits;
  private final StatementListener listener;

  BoundedRequests(Requests next, int concurrentStatements, StatementListener listener) {
    this.next = next;
    this.permits = new Semaphore(concurrentStatements);
    this.listener = listener;
  }

  @Override
  public CompletionStage<AsyncResultSet> send(Request request) {
    try {
      permits.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("interrupted while waiting to send a statement", e);
    }
    CompletableFuture<AsyncResultSet> done = new CompletableFuture<>();
    attempt(request, 1, done);
    return done;
  }

  private void attempt(Request request, int number, CompletableFuture<AsyncResultSet> done) {
    long start = System.nanoTime();
    sent(request)
        .whenComplete(
            (answer, failure) -> {
              boolean again = number < MAX_ATTEMPTS && isWorthAnother(request, failure);
              tell(request, failure, again, System.nanoTime() - start);
              if (again) {
                attempt(request.hurried(), number + 1, done);
              } else {
                permits.release();
                complete(done, answer, failure);
              }
            });
  }

  private CompletionStage<AsyncResultSet> sent(Request request) {
    try {
      return next.send(request);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void tell(Request request, @Nullable Throwable failure, boolean again, long nanos) {
    Outcome failed = again ? Outcome.RETRIED : Outcome.FAILED;
    Outcome outcome = failure == null ? Outcome.ANSWERED : failed;
    listener.ended(request.name(), outcome, Duration.ofNanos(nanos));
  }

  private static boolean isWorthAnother(Request request, @Nullable Throwable failure) {
    Throwable cause = Failures.causeOf(failure);
    return switch (request.kind()) {
      case READ -> cause instanceof ReadTimeoutException || cause instanceof DriverTimeoutException;
      case WRITE ->
          cause instanceof WriteTimeoutException || cause instanceof DriverTimeoutException;
      case CONDITION -> false;
    };
  }

  private static <T> void complete(
      CompletableFuture<T> done, @Nullable T answer, @Nullable Throwable failure) {
    if (failure != null) {
      done.completeExceptionally(failure);
    } else {
      done.complete(answer);
    }
  }
}
