package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatementBuilder;
import com.datastax.oss.driver.api.core.metadata.token.Token;
import dev.touchstone.store.StoreException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** Prepares statements for a keyspace, sends them and waits for them. Thread-safe. */
final class Cql {
  private final CqlSession session;
  private final String keyspace;
  private final Requests requests;

  Cql(CqlSession session, String keyspace, Requests requests) {
    this.session = session;
    this.keyspace = keyspace;
    this.requests = requests;
  }

  /** Prepares what changes nothing. In the text, {@code $} stands for the keyspace. */
  PreparedStatement read(String text) {
    return prepare(of(text).setIdempotence(true).setExecutionProfileName(Connection.READ));
  }

  /** Prepares a write that may be done twice. */
  PreparedStatement write(String text) {
    return prepare(of(text).setIdempotence(true));
  }

  /** Prepares a condition and a change. */
  PreparedStatement condition(String text) {
    return prepare(of(text).setIdempotence(false));
  }

  private SimpleStatementBuilder of(String text) {
    return SimpleStatement.builder(text.replace("$", keyspace));
  }

  private PreparedStatement prepare(SimpleStatementBuilder statement) {
    try {
      return session.prepare(statement.build());
    } catch (DriverException e) {
      throw new StoreException.Unavailable("a statement cannot be prepared: " + e.getMessage(), e);
    }
  }

  /** The token of a partition, by the bytes of the columns of its key. */
  Token token(ByteBuffer... key) {
    return session
        .getMetadata()
        .getTokenMap()
        .orElseThrow(() -> new StoreException.Unavailable("the nodes told no tokens", null))
        .newToken(key);
  }

  CompletionStage<AsyncResultSet> send(Request request) {
    return requests.send(request);
  }

  /** Sends a statement and waits for its answer. */
  AsyncResultSet ask(Request request) {
    return await(request, send(request));
  }

  /**
   * Waits for an answer.
   *
   * @throws StoreException the failure, by what the caller can do
   */
  static AsyncResultSet await(Request request, CompletionStage<AsyncResultSet> answer) {
    try {
      return answer.toCompletableFuture().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw request.kind() == Request.Kind.READ
          ? new StoreException.Unavailable("interrupted while reading", e)
          : new StoreException.OutcomeUnknown("interrupted while a change was under way", e);
    } catch (ExecutionException e) {
      throw Failures.of(request, e);
    }
  }
}
