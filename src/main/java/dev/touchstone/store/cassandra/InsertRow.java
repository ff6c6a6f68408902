package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.nio.ByteBuffer;
import java.util.List;

/** Rows into a partition: all of them or none. */
final class InsertRow {
  private final PreparedStatement statement;

  InsertRow(Cql cql) {
    statement =
        cql.write(
            "INSERT INTO $.interactions (contact, bucket, type, position, row)"
                + " VALUES (?, ?, ?, ?, ?) USING TIMESTAMP ?");
  }

  /**
   * @param epoch of the contact
   * @param header of the partition
   */
  Request of(Partition partition, int epoch, Header header, List<Arriving> rows) {
    List<BoundStatement> inserts =
        rows.stream().map(it -> insert(partition, epoch, header, it)).toList();
    if (inserts.size() == 1) {
      return new Request("InsertRow", Request.Kind.WRITE, inserts.getFirst());
    }
    BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
    batch.setIdempotence(true);
    inserts.forEach(batch::addStatement);
    return new Request("InsertRow", Request.Kind.WRITE, batch.build());
  }

  private BoundStatement insert(Partition partition, int epoch, Header header, Arriving it) {
    int sweep = header.sweep(it.row().type(), it.row().timestamp());
    long version = it.row().version();
    return statement.bind(
        partition.contact(),
        partition.bucket(),
        it.row().type().value(),
        ByteBuffer.wrap(it.position()),
        RowCell.of(it.bytes(), version),
        WriteTime.ofRow(epoch, sweep, version).value());
  }
}
