package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.touchstone.store.StoreException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What all processes agree on about a contact: how often it was erased, and how many buckets it
 * has. Both only grow, by conditions alone.
 */
final class Contacts {
  private static final int EXPECTED = 2;

  private final Cql cql;
  private final ConsistencyLevel serial;
  private final PreparedStatement select;
  private final PreparedStatement beginEpoch;
  private final PreparedStatement growBuckets;

  Contacts(Cql cql, ConsistencyLevel serial) {
    this.cql = cql;
    this.serial = serial;
    select = cql.read("SELECT epoch, buckets FROM $.contacts WHERE contact = ?");
    beginEpoch = cql.condition("UPDATE $.contacts SET epoch = ? WHERE contact = ? IF epoch = ?");
    growBuckets =
        cql.condition("UPDATE $.contacts SET buckets = ? WHERE contact = ? IF buckets = ?");
  }

  /** A contact as it is agreed on. */
  record State(int epoch, int buckets) {}

  private @Nullable Row row(ByteBuffer contact) {
    return cql.ask(
            new Request(
                "SelectContact",
                Request.Kind.READ,
                select.bind(contact).setConsistencyLevel(serial)))
        .one();
  }

  /** Begins another epoch: nobody else begins the same one. */
  State beginEpoch(ByteBuffer contact) {
    while (true) {
      Row row = row(contact);
      Integer known = row == null || row.isNull("epoch") ? null : row.getInt("epoch");
      int next = known == null ? 1 : known + 1;
      checkEpoch(next);
      if (isDone("BeginEpoch", change(beginEpoch, next, contact, known))) {
        return new State(next, row == null ? 1 : Header.bucketsOf(row));
      }
    }
  }

  /** No write of a greater epoch has a timestamp. */
  private static void checkEpoch(int next) {
    if (next > WriteTime.MAX_EPOCH) {
      throw new StoreException.Damaged(
          "a contact was erased %,d times, and no store of this format counts further; move into a new one: touchstone move"
              .formatted(WriteTime.MAX_EPOCH),
          null);
    }
  }

  /** Doubles the buckets, if they are as many as the caller knows. Returns how many there are. */
  int grow(ByteBuffer contact, int buckets) {
    Row row = row(contact);
    int known = row == null ? 1 : Header.bucketsOf(row);
    if (known != buckets) {
      return known;
    }
    Integer stored = row == null || row.isNull("buckets") ? null : row.getInt("buckets");
    return isDone("GrowBuckets", change(growBuckets, 2 * buckets, contact, stored))
        ? 2 * buckets
        : buckets;
  }

  private static BoundStatement change(
      PreparedStatement statement, int next, ByteBuffer contact, @Nullable Integer expected) {
    BoundStatement change = statement.bind(next, contact);
    return expected == null ? change.setToNull(EXPECTED) : change.setInt(EXPECTED, expected);
  }

  private boolean isDone(String name, BoundStatement change) {
    AsyncResultSet answer = cql.ask(new Request(name, Request.Kind.CONDITION, change));
    return answer.wasApplied();
  }
}
