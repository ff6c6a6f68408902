package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;

/** What a partition says of itself. */
final class SelectHeader {
  private final PreparedStatement statement;

  SelectHeader(Cql cql) {
    statement =
        cql.read(
            "SELECT DISTINCT contact, bucket, epoch, buckets, swept FROM $.interactions"
                + " WHERE contact = ? AND bucket = ?");
  }

  Request of(Partition partition) {
    return new Request(
        "SelectHeader", Request.Kind.READ, statement.bind(partition.contact(), partition.bucket()));
  }

  Header ask(Cql cql, Partition partition) {
    Row row = cql.ask(of(partition)).one();
    return row == null ? Header.NONE : Header.of(row);
  }
}
