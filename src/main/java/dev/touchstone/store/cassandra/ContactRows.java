package dev.touchstone.store.cassandra;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Everything of one contact, in its order, out of however many buckets. Thread-safe. */
final class ContactRows {
  private final Cql cql;
  private final SelectPartition select;
  private final SelectHeader header;

  ContactRows(Cql cql) {
    this.cql = cql;
    this.select = new SelectPartition(cql);
    this.header = new SelectHeader(cql);
  }

  RowMerge rows(ByteBuffer contact) {
    int buckets = header.ask(cql, new Partition(contact, 0)).buckets();
    List<Answers> all = new ArrayList<>(buckets);
    for (int bucket = 0; bucket < buckets; bucket++) {
      Request request = select.rows(new Partition(contact, bucket), buckets);
      all.add(buckets == 1 ? Answers.ahead(cql, request) : Answers.to(cql, request));
    }
    return new RowMerge(all, Comparator.naturalOrder(), StoredRow::of);
  }

  /** How many rows there are. */
  long count(ByteBuffer contact, int buckets) {
    List<Answers> all = new ArrayList<>(buckets);
    for (int bucket = 0; bucket < buckets; bucket++) {
      Request request = select.identities(new Partition(contact, bucket), buckets);
      all.add(buckets == 1 ? Answers.ahead(cql, request) : Answers.to(cql, request));
    }
    RowMerge rows = new RowMerge(all, Comparator.naturalOrder(), StoredRow::identity);
    long count = 0;
    for (; rows.hasNext(); rows.next()) {
      count++;
    }
    return count;
  }
}
