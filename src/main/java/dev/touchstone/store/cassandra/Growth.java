package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.nio.ByteBuffer;
import java.util.List;

/** Gives a contact more buckets when it has grown. Thread-safe. */
final class Growth {
  private final Cql cql;
  private final Buckets rule;
  private final Contacts contacts;
  private final PreparedStatement insertMark;
  private final PreparedStatement countMarks;
  private final PreparedStatement tellBuckets;
  private final PreparedStatement deleteMarks;

  Growth(Cql cql, Buckets rule, Contacts contacts) {
    this.cql = cql;
    this.rule = rule;
    this.contacts = contacts;
    insertMark = cql.write("INSERT INTO $.marks (contact, mark) VALUES (?, ?) USING TIMESTAMP ?");
    countMarks = cql.read("SELECT count(*) FROM $.marks WHERE contact = ?");
    tellBuckets =
        cql.write(
            "INSERT INTO $.interactions (contact, bucket, buckets) VALUES (?, 0, ?)"
                + " USING TIMESTAMP ?");
    deleteMarks = cql.write("DELETE FROM $.marks USING TIMESTAMP ? WHERE contact = ?");
  }

  /** Takes note of rows that were not there before. */
  void stored(ByteBuffer contact, Header header, List<Long> hashes) {
    List<Long> marks = hashes.stream().filter(rule::isMarked).toList();
    if (marks.isEmpty() || header.buckets() == Buckets.MAX_BUCKETS) {
      return;
    }
    long written = WriteTime.ofHeader(header.epoch()).value();
    List<Request> inserts =
        marks.stream()
            .map(mark -> write("InsertMark", insertMark.bind(contact, mark, written)))
            .toList();
    Sent.awaitAll(Sent.all(cql, inserts));
    if (rule.areTooFew(header.buckets(), count(contact))) {
      int buckets = contacts.grow(contact, header.buckets());
      cql.ask(write("TellBuckets", tellBuckets.bind(contact, buckets, written)));
    }
  }

  private long count(ByteBuffer contact) {
    Request request = new Request("CountMarks", Request.Kind.READ, countMarks.bind(contact));
    var row = cql.ask(request).one();
    return row == null ? 0 : row.getLong(0);
  }

  /** Forgets what was noted before an epoch. */
  void forget(ByteBuffer contact, int epoch) {
    long before = WriteTime.before(epoch).value();
    cql.ask(write("DeleteMarks", deleteMarks.bind(before, contact)));
  }

  private static Request write(String name, BoundStatement statement) {
    return new Request(name, Request.Kind.WRITE, statement);
  }
}
