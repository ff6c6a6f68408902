package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;
import dev.touchstone.store.Erasure.Residue;
import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordLimits;
import dev.touchstone.store.RecordScan;
import dev.touchstone.store.RecordStore;
import dev.touchstone.store.StoreException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Records in a table. Thread-safe. */
final class CassandraRecords implements RecordStore {
  /** The most records of one answer: each may have a megabyte. */
  private static final int MAX_ANSWER = 100;

  /** A statement has no more records, and ends with the one that brings it to the most bytes. */
  private static final int MAX_PUT_ROWS = 200;

  private static final int MAX_PUT_BYTES = 256 << 10;

  private final Cql cql;
  private final Calls calls;
  private final Tasks tasks;
  private final Residues residues;
  private final RecordTable table;

  CassandraRecords(Cql cql, Calls calls, Tasks tasks, Residues residues) {
    this.cql = cql;
    this.calls = calls;
    this.tasks = tasks;
    this.residues = residues;
    this.table = new RecordTable(cql);
  }

  @Override
  public Optional<byte[]> get(RecordKind kind, byte[] partition, byte[] key) {
    Request request = table.get(kind, RecordLimits.partition(partition), RecordLimits.key(key));
    Row row = calls.inside(() -> cql.ask(request).one());
    return row == null ? Optional.empty() : Optional.of(bytes(row, "value"));
  }

  @Override
  public List<Record> read(RecordKind kind, byte[] partition, byte @Nullable [] after, int limit) {
    int most = Math.min(RecordLimits.page(limit), MAX_ANSWER);
    byte @Nullable [] from = after == null ? null : RecordLimits.key(after);
    Request request = table.read(kind, RecordLimits.partition(partition), from, most);
    return calls.inside(() -> page(partition, Answers.to(cql, request), limit));
  }

  private static List<Record> page(byte[] partition, Answers rows, int limit) {
    List<Record> page = new ArrayList<>();
    long bytes = 0;
    while (page.size() < limit && bytes < MAX_PAGE_BYTES && rows.hasNext()) {
      Row row = rows.next();
      Record record = new Record(partition, bytes(row, "key"), bytes(row, "value"));
      bytes += record.value().length;
      page.add(record);
    }
    return page;
  }

  @Override
  public RecordScan scan(RecordKind kind) {
    return calls.inside(
        () -> new CassandraRecordScan(Answers.to(cql, table.scan(kind, MAX_ANSWER)), calls));
  }

  @Override
  public void put(RecordKind kind, List<Record> records) {
    Map<ByteBuffer, Map<ByteBuffer, Record>> partitions = new LinkedHashMap<>();
    for (Record record : RecordLimits.put(records)) {
      partitions
          .computeIfAbsent(ByteBuffer.wrap(record.partition()), it -> new LinkedHashMap<>())
          .put(ByteBuffer.wrap(record.key()), record);
    }
    AtomicBoolean changing = new AtomicBoolean();
    List<Runnable> work = new ArrayList<>();
    partitions.forEach(
        (partition, ofPartition) ->
            work.add(() -> put(kind, partition, List.copyOf(ofPartition.values()), changing)));
    calls.inside(
        () -> {
          try {
            tasks.runAll(work);
            return true;
          } catch (StoreException e) {
            throw changing.get() ? Failures.amidChanges(e) : e;
          }
        });
  }

  /** Conditions cost four times what reading costs: what is there already is not put again. */
  private void put(
      RecordKind kind, ByteBuffer partition, List<Record> records, AtomicBoolean changing) {
    for (List<Record> piece :
        Pieces.of(records, MAX_PUT_ROWS, MAX_PUT_BYTES, it -> it.value().length)) {
      List<ByteBuffer> keys = piece.stream().map(it -> ByteBuffer.wrap(it.key())).toList();
      Map<ByteBuffer, ByteBuffer> present = new HashMap<>();
      for (Row row : cql.ask(table.read(kind, partition, keys)).currentPage()) {
        present.put(StoredRow.bytes(row, "key"), StoredRow.bytes(row, "value"));
      }
      List<Record> changed =
          piece.stream()
              .filter(
                  it -> !ByteBuffer.wrap(it.value()).equals(present.get(ByteBuffer.wrap(it.key()))))
              .toList();
      if (!changed.isEmpty()) {
        changing.set(true);
        cql.ask(table.put(kind, changed));
      }
    }
  }

  @Override
  public boolean putIfAbsent(RecordKind kind, Record record) {
    return isDone(table.putIfAbsent(kind, record));
  }

  @Override
  public boolean replace(RecordKind kind, Record expected, byte[] value) {
    return isDone(table.replace(kind, expected, RecordLimits.value(value)));
  }

  @Override
  public void delete(RecordKind kind, byte[] partition, byte[] key) {
    List<ByteBuffer> keys = List.of(ByteBuffer.wrap(RecordLimits.key(key)));
    isDone(table.delete(kind, RecordLimits.partition(partition), keys));
  }

  @Override
  public List<Residue> erase(RecordKind kind, byte[] partition) {
    RecordLimits.partition(partition);
    boolean changing = false;
    try {
      while (eraseSome(kind, partition)) {
        changing = true;
      }
    } catch (StoreException e) {
      throw changing ? Failures.amidChanges(e) : e;
    }
    return residues.ofRecords(kind.number(), ByteBuffer.wrap(partition));
  }

  /** Whether there were any. */
  private boolean eraseSome(RecordKind kind, byte[] partition) {
    return calls.inside(
        () -> {
          List<ByteBuffer> keys = new ArrayList<>();
          Request request = table.keys(kind, partition, MAX_PUT_ROWS);
          cql.ask(request).currentPage().forEach(it -> keys.add(StoredRow.bytes(it, "key")));
          if (!keys.isEmpty()) {
            cql.ask(table.delete(kind, partition, keys));
          }
          return !keys.isEmpty();
        });
  }

  private boolean isDone(Request change) {
    return calls.inside(() -> cql.ask(change).wasApplied());
  }

  static byte[] bytes(Row row, String column) {
    return Bytes.of(StoredRow.bytes(row, column));
  }
}
