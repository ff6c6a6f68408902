package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import java.util.concurrent.CompletionStage;

/** Where statements leave this process. Thread-safe. */
@FunctionalInterface
interface Requests {
  /**
   * Sends a statement; may wait until others are done.
   *
   * @return the first page of the answer, or the driver's exception
   */
  CompletionStage<AsyncResultSet> send(Request request);
}
