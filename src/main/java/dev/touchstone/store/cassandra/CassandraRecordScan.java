package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;
import dev.touchstone.store.Record;
import dev.touchstone.store.RecordScan;
import java.util.NoSuchElementException;

/** A walk through the records of a kind. */
final class CassandraRecordScan implements RecordScan {
  private final Answers answers;
  private final Calls calls;
  private boolean closed;

  CassandraRecordScan(Answers answers, Calls calls) {
    this.answers = answers;
    this.calls = calls;
  }

  @Override
  public boolean hasNext() {
    calls.checkOpen();
    return !closed && answers.hasNext();
  }

  @Override
  public Record next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Row row = answers.next();
    return new Record(
        CassandraRecords.bytes(row, "partition"),
        CassandraRecords.bytes(row, "key"),
        CassandraRecords.bytes(row, "value"));
  }

  @Override
  public void close() {
    closed = true;
  }
}
