package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.nio.ByteBuffer;
import java.util.Map;

/** Deletes a partition's rows of a type up to a position, and says in it which sweep did. */
final class DeleteExpired {
  private final PreparedStatement delete;
  private final PreparedStatement tell;
  private final PreparedStatement forget;

  DeleteExpired(Cql cql) {
    delete =
        cql.write(
            "DELETE FROM $.interactions USING TIMESTAMP ? WHERE contact = ? AND bucket = ?"
                + " AND type = ? AND position > ? AND position <= ?");
    tell =
        cql.write(
            "UPDATE $.interactions USING TIMESTAMP ? SET swept[?] = ?"
                + " WHERE contact = ? AND bucket = ?");
    forget =
        cql.write(
            "DELETE swept[?] FROM $.interactions USING TIMESTAMP ?"
                + " WHERE contact = ? AND bucket = ?");
  }

  /**
   * @param header of the partition, as it was before
   * @param from behind which rows are deleted
   * @param to the last row that is deleted
   */
  Request of(
      Partition partition,
      Header header,
      int number,
      Header.Sweep sweep,
      ByteBuffer from,
      ByteBuffer to) {
    ByteBuffer contact = partition.contact();
    int bucket = partition.bucket();
    int epoch = header.epoch();
    long before = WriteTime.before(epoch, number).value();
    long at = WriteTime.ofRow(epoch, number, 0).value();
    BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
    batch.setIdempotence(true);
    batch.addStatement(delete.bind(before, contact, bucket, sweep.type().value(), from, to));
    batch.addStatement(tell.bind(at, number, sweep.text(), contact, bucket));
    for (Map.Entry<Integer, Header.Sweep> earlier : header.sweeps().entrySet()) {
      if (earlier.getKey() < number && sweep.covers(earlier.getValue())) {
        batch.addStatement(forget.bind(earlier.getKey(), at, contact, bucket));
      }
    }
    return new Request("DeleteExpired", Request.Kind.WRITE, batch.build());
  }
}
