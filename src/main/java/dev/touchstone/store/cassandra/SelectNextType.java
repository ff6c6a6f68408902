package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.nio.ByteBuffer;

/** The first row of a partition behind a type and position. */
final class SelectNextType {
  private final PreparedStatement statement;

  SelectNextType(Cql cql) {
    statement =
        cql.read(
            "SELECT "
                + StoredRow.IDENTITY
                + " FROM $.interactions WHERE contact = ? AND bucket = ?"
                + " AND (type, position) > (?, ?) LIMIT 1");
  }

  Request of(Partition partition, String type, ByteBuffer position) {
    return new Request(
        "SelectNextType",
        Request.Kind.READ,
        statement.bind(partition.contact(), partition.bucket(), type, position));
  }
}
