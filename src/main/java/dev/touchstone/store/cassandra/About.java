package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.touchstone.store.StoreException;
import org.jspecify.annotations.Nullable;

/** What all processes agree on about the keyspace. Thread-safe. */
final class About {
  private static final String FORMAT = "format";
  private static final String SWEEPS = "sweeps";
  private static final int EXPECTED = 2;

  private final Cql cql;
  private final ConsistencyLevel serial;
  private final PreparedStatement select;
  private final PreparedStatement begin;

  About(Cql cql, ConsistencyLevel serial) {
    this.cql = cql;
    this.serial = serial;
    select = cql.read("SELECT number FROM $.about WHERE name = ?");
    begin = cql.condition("UPDATE $.about SET number = ? WHERE name = ? IF number = ?");
  }

  /**
   * Returns if the format can be read, and is ours.
   *
   * @throws StoreException otherwise
   */
  void check() {
    Row row = cql.ask(new Request("SelectAbout", Request.Kind.READ, select.bind(FORMAT))).one();
    if (row == null || row.getInt("number") != CassandraSchema.FORMAT) {
      throw new StoreException.Damaged("the keyspace is no longer of the format it was", null);
    }
  }

  /** A number that no other sweep has. */
  int nextSweep() {
    while (true) {
      Integer known = sweeps();
      int next = known == null ? 1 : known + 1;
      if (next > WriteTime.MAX_SWEEP) {
        throw new StoreException.Unavailable("there were too many sweeps: " + known, null);
      }
      Request request = new Request("BeginSweep", Request.Kind.CONDITION, begin(next, known));
      if (cql.ask(request).wasApplied()) {
        return next;
      }
    }
  }

  private BoundStatement begin(int next, @Nullable Integer known) {
    BoundStatement change = begin.bind(next, SWEEPS);
    return known == null ? change.setToNull(EXPECTED) : change.setInt(EXPECTED, known);
  }

  private @Nullable Integer sweeps() {
    Row row =
        cql.ask(
                new Request(
                    "SelectAbout",
                    Request.Kind.READ,
                    select.bind(SWEEPS).setConsistencyLevel(serial)))
            .one();
    return row == null || row.isNull("number") ? null : Integer.valueOf(row.getInt("number"));
  }
}
