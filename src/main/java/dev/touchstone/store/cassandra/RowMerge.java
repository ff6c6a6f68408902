package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a contact's buckets as one sequence, each identity once, without what is dead. For
 * one thread at a time.
 */
final class RowMerge {
  private final Function<Row, StoredRow> reader;
  private final PriorityQueue<Source> sources;

  /** Whose row was taken, and which have not gone on yet. */
  private final List<Source> taken = new ArrayList<>();

  private @Nullable StoredRow head;

  private static final class Source {
    private final Answers answers;
    private StoredRow row;

    Source(Answers answers, StoredRow row) {
      this.answers = answers;
      this.row = row;
    }
  }

  /**
   * @param order in which the rows of every bucket come
   * @param reader reads a row of an answer
   */
  RowMerge(List<Answers> buckets, Comparator<StoredRow> order, Function<Row, StoredRow> reader) {
    this.reader = reader;
    this.sources = new PriorityQueue<>(Comparator.comparing((Source it) -> it.row, order));
    for (Answers bucket : buckets) {
      StoredRow first = live(bucket);
      if (first != null) {
        sources.add(new Source(bucket, first));
      }
    }
  }

  private @Nullable StoredRow live(Answers answers) {
    while (answers.hasNext()) {
      Row row = answers.next();
      if (StoredRow.isLive(row)) {
        return reader.apply(row);
      }
    }
    return null;
  }

  boolean hasNext() {
    if (head == null) {
      head = take();
    }
    return head != null;
  }

  StoredRow next() {
    if (!hasNext() || head == null) {
      throw new NoSuchElementException();
    }
    StoredRow next = head;
    head = null;
    return next;
  }

  /** The first row, and everything of its identity with it. */
  private @Nullable StoredRow take() {
    goOn();
    StoredRow first = poll();
    while (first != null && !sources.isEmpty() && sources.peek().row.compareTo(first) == 0) {
      StoredRow same = poll();
      first = same == null ? first : first.greater(same);
    }
    return first;
  }

  private @Nullable StoredRow poll() {
    Source source = sources.poll();
    if (source == null) {
      return null;
    }
    taken.add(source);
    return source.row;
  }

  /** Only now, so that the last row of a page does not ask the nodes for another one. */
  private void goOn() {
    for (Source source : taken) {
      StoredRow next = live(source.answers);
      if (next != null) {
        source.row = next;
        sources.add(source);
      }
    }
    taken.clear();
  }
}
