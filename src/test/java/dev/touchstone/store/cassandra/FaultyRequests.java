package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Between a store and the driver: something happens to the n-th statement. Statements are counted
 * from the last {@link #expect}.
 */
final class FaultyRequests implements Requests {
  /** What happens to a statement. */
  enum Fault {
    /** No node takes it. */
    REFUSED,
    /** It is done, and nobody hears of it. */
    ANSWER_LOST,
    /** It gets lost on the way. */
    LOST,
    /** It is sent when it is released. */
    HELD
  }

  private final Requests next;
  private final List<String> names = Collections.synchronizedList(new ArrayList<>());
  private final List<Runnable> held = Collections.synchronizedList(new ArrayList<>());
  private CountDownLatch holding = new CountDownLatch(1);
  private @Nullable Fault fault;
  private int at;

  FaultyRequests(Requests next) {
    this.next = next;
  }

  /** The n-th statement from now on, counted from 1, and no other. */
  synchronized void expect(Fault fault, int n) {
    this.fault = fault;
    this.at = n;
    names.clear();
    holding = new CountDownLatch(1);
  }

  /** Nothing happens any more. */
  synchronized void calm() {
    fault = null;
    names.clear();
  }

  /** The statements that were sent. */
  List<String> names() {
    return List.copyOf(names);
  }

  /** Waits until a statement is held. */
  void awaitHeld() throws InterruptedException {
    holding.await();
  }

  /** Sends what was held. */
  void release() {
    List.copyOf(held).forEach(Runnable::run);
    held.clear();
  }

  @Override
  public CompletionStage<AsyncResultSet> send(Request request) {
    Fault now = count(request);
    if (now == null) {
      return next.send(request);
    }
    return switch (now) {
      case REFUSED -> CompletableFuture.failedFuture(new NoNodeAvailableException());
      case LOST -> CompletableFuture.failedFuture(new DriverTimeoutException("lost"));
      case ANSWER_LOST ->
          next.send(request)
              .thenCompose(
                  answer -> CompletableFuture.failedFuture(new DriverTimeoutException("lost")));
      case HELD -> hold(request);
    };
  }

  private synchronized @Nullable Fault count(Request request) {
    names.add(request.name());
    return names.size() == at ? fault : null;
  }

  private CompletionStage<AsyncResultSet> hold(Request request) {
    CompletableFuture<AsyncResultSet> answer = new CompletableFuture<>();
    held.add(
        () ->
            next.send(request)
                .whenComplete(
                    (rows, failure) -> {
                      if (failure != null) {
                        answer.completeExceptionally(failure);
                      } else {
                        answer.complete(rows);
                      }
                    }));
    holding.countDown();
    return answer;
  }
}
