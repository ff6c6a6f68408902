package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import dev.touchstone.store.StoreException;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A statement under way. */
record Sent(Request request, CompletionStage<AsyncResultSet> answer) {
  static List<Sent> all(Cql cql, List<Request> requests) {
    return requests.stream().map(it -> new Sent(it, cql.send(it))).toList();
  }

  /** Waits for all of them, the failed ones included, and throws the first failure. */
  static void awaitAll(List<Sent> statements) {
    StoreException failure = null;
    for (Sent statement : statements) {
      try {
        statement.await();
      } catch (StoreException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  AsyncResultSet await() {
    return Cql.await(request, answer);
  }
}
