package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a statement gives, page by page. A page may be asked for before it is needed. For
 * one thread at a time.
 */
final class Answers {
  private final Cql cql;
  private final boolean ahead;
  private Request request;
  private @Nullable CompletionStage<AsyncResultSet> pending;
  private @Nullable AsyncResultSet page;
  private @Nullable Row head;
  private @Nullable ByteBuffer state;

  private Answers(Cql cql, Request request, boolean ahead) {
    this.cql = cql;
    this.request = request;
    this.ahead = ahead;
    this.pending = cql.send(request);
  }

  /** Sends the statement; a page is asked for when the one before has been gone through. */
  static Answers to(Cql cql, Request request) {
    return new Answers(cql, request, false);
  }

  /** Sends the statement; while a page is gone through, the next one is on its way. */
  static Answers ahead(Cql cql, Request request) {
    return new Answers(cql, request, true);
  }

  boolean hasNext() {
    while (head == null) {
      Row next = page == null ? null : page.one();
      if (next != null) {
        head = next;
      } else if (!turn()) {
        return false;
      }
    }
    return true;
  }

  /** Whether there is a next row that was received already. */
  boolean isAtHand() {
    return (head != null || (page != null && page.remaining() > 0)) && hasNext();
  }

  /** The next row, which is not passed. */
  Row peek() {
    if (!hasNext() || head == null) {
      throw new NoSuchElementException();
    }
    return head;
  }

  Row next() {
    Row next = peek();
    head = null;
    return next;
  }

  /** Takes the next page; false if there is none. */
  private boolean turn() {
    if (pending == null && state != null) {
      ask(state);
    }
    if (pending == null) {
      return false;
    }
    CompletionStage<AsyncResultSet> coming = pending;
    pending = null;
    page = Cql.await(request, coming);
    state = page.hasMorePages() ? page.getExecutionInfo().getPagingState() : null;
    if (ahead && state != null) {
      ask(state);
    }
    return true;
  }

  private void ask(ByteBuffer from) {
    state = null;
    request = new Request(request.name(), request.kind(), request.statement().setPagingState(from));
    pending = cql.send(request);
  }
}
