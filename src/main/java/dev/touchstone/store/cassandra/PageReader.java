package dev.touchstone.store.cassandra;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Order;
import dev.touchstone.store.Page;
import dev.touchstone.store.Position;
import dev.touchstone.store.Query;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Reads one page. Thread-safe. */
final class PageReader {
  /**
   * A page ends early, and says where to go on, when its rows have this many bytes together; it
   * holds at least one row.
   */
  static final long MAX_PAGE_BYTES = 1 << 20;

  /** The most rows of one answer of a node. */
  private static final int MAX_ANSWER = 1_000;

  private final Cql cql;
  private final SelectPage select;
  private final SelectHeader header;

  PageReader(Cql cql) {
    this.cql = cql;
    this.select = new SelectPage(cql);
    this.header = new SelectHeader(cql);
  }

  Page read(Query query) {
    if (query.range().isEmpty() || query.limit() == 0) {
      return new Page(List.of(), null);
    }
    byte[] from = Positions.from(query.range().to());
    byte[] to = Positions.behind(query.range().from());
    Position after = query.after();
    if (after != null) {
      byte[] last = Positions.of(after);
      switch (query.order()) {
        case NEWEST_FIRST -> from = Arrays.compareUnsigned(from, last) < 0 ? last : from;
        case OLDEST_FIRST -> to = Arrays.compareUnsigned(last, to) < 0 ? last : to;
      }
    }
    return Arrays.compareUnsigned(from, to) < 0
        ? page(query, rows(query, from, to))
        : new Page(List.of(), null);
  }

  private RowMerge rows(Query query, byte[] from, byte[] to) {
    ByteBuffer contact = Partition.bytes(query.contact());
    Answers first = Answers.to(cql, request(query, new Partition(contact, 0), from, to, 1));
    int buckets =
        first.hasNext()
            ? StoredRow.buckets(first.peek())
            : header.ask(cql, new Partition(contact, 0)).buckets();
    List<Answers> all = new ArrayList<>(List.of(first));
    for (int bucket = 1; bucket < buckets; bucket++) {
      Partition partition = new Partition(contact, bucket);
      all.add(Answers.to(cql, request(query, partition, from, to, buckets)));
    }
    Comparator<StoredRow> order = Comparator.naturalOrder();
    return new RowMerge(
        all,
        query.order() == Order.NEWEST_FIRST ? order : order.reversed(),
        row -> StoredRow.of(query.type(), row));
  }

  /** Rows are spread evenly over buckets: somewhat more than its share is asked of each. */
  private Request request(Query query, Partition partition, byte[] from, byte[] to, int buckets) {
    int share = buckets == 1 ? query.limit() + 1 : 2 + 2 * query.limit() / buckets;
    return select.of(partition, query.type(), from, to, query.order(), Math.min(share, MAX_ANSWER));
  }

  private static Page page(Query query, RowMerge rows) {
    List<Interaction> page = new ArrayList<>();
    long bytes = 0;
    while (rows.hasNext()) {
      if (page.size() == query.limit() || bytes >= MAX_PAGE_BYTES) {
        return new Page(page, Position.of(page.getLast()));
      }
      StoredRow row = rows.next();
      bytes += row.row().length;
      page.add(row.interaction(query.contact()));
    }
    return new Page(page, null);
  }
}
