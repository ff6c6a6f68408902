package dev.touchstone.move;

import dev.touchstone.store.Erasure;
import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordScan;
import dev.touchstone.store.RecordStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The records of a store for as long as its {@link Tenure} lasts. Thread-safe. */
final class TenuredRecords implements RecordStore {
  private final RecordStore records;
  private final Tenure tenure;

  TenuredRecords(RecordStore records, Tenure tenure) {
    this.records = records;
    this.tenure = tenure;
  }

  private <T> T read(Supplier<T> read) {
    return tenure.records(false, read);
  }

  private <T> T change(Supplier<T> change) {
    return tenure.records(true, change);
  }

  @Override
  public Optional<byte[]> get(RecordKind kind, byte[] partition, byte[] key) {
    return read(() -> records.get(kind, partition, key));
  }

  @Override
  public List<Record> read(RecordKind kind, byte[] partition, byte @Nullable [] after, int limit) {
    return read(() -> records.read(kind, partition, after, limit));
  }

  @Override
  public RecordScan scan(RecordKind kind) {
    return read(() -> records.scan(kind));
  }

  @Override
  public void put(RecordKind kind, List<Record> more) {
    change(
        () -> {
          records.put(kind, more);
          return true;
        });
  }

  @Override
  public boolean putIfAbsent(RecordKind kind, Record record) {
    return change(() -> records.putIfAbsent(kind, record));
  }

  @Override
  public boolean replace(RecordKind kind, Record expected, byte[] value) {
    return change(() -> records.replace(kind, expected, value));
  }

  @Override
  public void delete(RecordKind kind, byte[] partition, byte[] key) {
    change(
        () -> {
          records.delete(kind, partition, key);
          return true;
        });
  }

  @Override
  public List<Erasure.Residue> erase(RecordKind kind, byte[] partition) {
    return change(() -> records.erase(kind, partition));
  }
}
