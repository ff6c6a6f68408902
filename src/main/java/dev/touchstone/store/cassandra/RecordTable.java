package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements of the table of records. Every change is one with a condition, so that all changes
 * of a partition stand in one order that no clock has a part in; where there is nothing to compare,
 * the condition is that a column is empty which nobody ever fills.
 */
final class RecordTable {
  private static final String ALWAYS = " IF never = null";
  private static final String RECORD = " WHERE kind = ? AND partition = ? AND key = ?";

  private final PreparedStatement get;
  private final PreparedStatement read;
  private final PreparedStatement readKeys;
  private final PreparedStatement scan;
  private final PreparedStatement put;
  private final PreparedStatement putIfAbsent;
  private final PreparedStatement replace;
  private final PreparedStatement delete;
  private final PreparedStatement keys;

  RecordTable(Cql cql) {
    get = cql.read("SELECT value FROM $.records" + RECORD);
    read =
        cql.read("SELECT key, value FROM $.records WHERE kind = ? AND partition = ? AND key > ?");
    readKeys =
        cql.read("SELECT key, value FROM $.records WHERE kind = ? AND partition = ? AND key IN ?");
    scan = cql.read("SELECT partition, key, value FROM $.records WHERE kind = ? ALLOW FILTERING");
    put = cql.condition("UPDATE $.records SET value = ?" + RECORD + ALWAYS);
    putIfAbsent =
        cql.condition(
            "INSERT INTO $.records (kind, partition, key, value) VALUES (?, ?, ?, ?) IF NOT"
                + " EXISTS");
    replace = cql.condition("UPDATE $.records SET value = ?" + RECORD + " IF value = ?");
    delete = cql.condition("DELETE FROM $.records" + RECORD + ALWAYS);
    keys = cql.read("SELECT key FROM $.records WHERE kind = ? AND partition = ? LIMIT ?");
  }

  Request get(RecordKind kind, byte[] partition, byte[] key) {
    return read("GetRecord", get.bind(kind.number(), bytes(partition), bytes(key)));
  }

  Request read(RecordKind kind, byte[] partition, byte @Nullable [] after, int pageSize) {
    ByteBuffer from = bytes(after == null ? new byte[0] : after);
    return read(
        "ReadRecords", read.bind(kind.number(), bytes(partition), from).setPageSize(pageSize));
  }

  Request read(RecordKind kind, ByteBuffer partition, List<ByteBuffer> keys) {
    return read("ReadRecords", readKeys.bind(kind.number(), partition, keys));
  }

  Request scan(RecordKind kind, int pageSize) {
    return read("ScanRecords", scan.bind(kind.number()).setPageSize(pageSize));
  }

  /** Records of one partition: all of them or none. */
  Request put(RecordKind kind, List<Record> records) {
    List<BoundStatement> puts = records.stream().map(it -> put(kind, it)).toList();
    if (puts.size() == 1) {
      return change("PutRecords", puts.getFirst());
    }
    BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
    puts.forEach(batch::addStatement);
    return change("PutRecords", batch.build());
  }

  private BoundStatement put(RecordKind kind, Record record) {
    return put.bind(
        bytes(record.value()), kind.number(), bytes(record.partition()), bytes(record.key()));
  }

  Request putIfAbsent(RecordKind kind, Record record) {
    return change(
        "PutRecordIfAbsent",
        putIfAbsent.bind(
            kind.number(), bytes(record.partition()), bytes(record.key()), bytes(record.value())));
  }

  Request replace(RecordKind kind, Record expected, byte[] value) {
    return change(
        "ReplaceRecord",
        replace.bind(
            bytes(value),
            kind.number(),
            bytes(expected.partition()),
            bytes(expected.key()),
            bytes(expected.value())));
  }

  /** The first keys of a partition. */
  Request keys(RecordKind kind, byte[] partition, int limit) {
    return read("ReadRecordKeys", keys.bind(kind.number(), bytes(partition), limit));
  }

  /** Records of one partition: all of them or none. A condition cannot delete a whole one. */
  Request delete(RecordKind kind, byte[] partition, List<ByteBuffer> keys) {
    BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
    keys.forEach(key -> batch.addStatement(delete.bind(kind.number(), bytes(partition), key)));
    return change("DeleteRecords", batch.build());
  }

  private static ByteBuffer bytes(byte[] bytes) {
    return ByteBuffer.wrap(bytes);
  }

  private static Request read(String name, Statement<?> statement) {
    return new Request(name, Request.Kind.READ, statement);
  }

  private static Request change(String name, Statement<?> statement) {
    return new Request(name, Request.Kind.CONDITION, statement);
  }
}
