package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;

/**
 * Deletes what a partition held before an epoch, and says in it which epoch it is: both or none.
 */
final class ErasePartition {
  private final PreparedStatement delete;
  private final PreparedStatement tell;

  ErasePartition(Cql cql) {
    delete =
        cql.write("DELETE FROM $.interactions USING TIMESTAMP ? WHERE contact = ? AND bucket = ?");
    tell =
        cql.write(
            "INSERT INTO $.interactions (contact, bucket, epoch, buckets) VALUES (?, ?, ?, ?)"
                + " USING TIMESTAMP ?");
  }

  Request of(Partition partition, Contacts.State state) {
    long before = WriteTime.before(state.epoch()).value();
    long from = WriteTime.ofHeader(state.epoch()).value();
    return new Request(
        "ErasePartition",
        Request.Kind.WRITE,
        BatchStatement.builder(DefaultBatchType.UNLOGGED)
            .addStatement(delete.bind(before, partition.contact(), partition.bucket()))
            .addStatement(
                tell.bind(
                    partition.contact(), partition.bucket(), state.epoch(), state.buckets(), from))
            .setIdempotence(true)
            .build());
  }
}
