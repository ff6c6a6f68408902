package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;

/** Every row of a partition: whole, or the identities alone. */
final class SelectPartition {
  /** Rows are a hundred bytes or so; one of a megabyte is rare. */
  private static final int MAX_ROWS = 500;

  private static final int MAX_IDENTITIES = 5_000;

  private final PreparedStatement rows;
  private final PreparedStatement identities;

  SelectPartition(Cql cql) {
    rows = cql.read(text(StoredRow.COLUMNS));
    identities = cql.read(text(StoredRow.IDENTITY));
  }

  private static String text(String columns) {
    return "SELECT " + columns + " FROM $.interactions WHERE contact = ? AND bucket = ?";
  }

  Request rows(Partition partition, int buckets) {
    return of("SelectPartition", rows, partition, 2 + MAX_ROWS / buckets);
  }

  Request identities(Partition partition, int buckets) {
    return of("SelectPartitionIdentities", identities, partition, 2 + MAX_IDENTITIES / buckets);
  }

  private static Request of(
      String name, PreparedStatement statement, Partition partition, int pageSize) {
    return new Request(
        name,
        Request.Kind.READ,
        statement.bind(partition.contact(), partition.bucket()).setPageSize(pageSize));
  }
}
