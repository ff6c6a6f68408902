package dev.touchstone.store.memory;

import dev.touchstone.store.Erasure;
import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordLimits;
import dev.touchstone.store.RecordScan;
import dev.touchstone.store.RecordStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Sorted maps that keep the contract of records. Writers take turns; readers never wait. */
final class MemoryRecords implements RecordStore {
  private final ConcurrentNavigableMap<Place, Record> records = new ConcurrentSkipListMap<>();
  private final Runnable check;

  /**
   * @param check throws if the store is closed
   */
  MemoryRecords(Runnable check) {
    this.check = check;
  }

  /** Its arrays are changed by nobody. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Place(RecordKind kind, byte[] partition, byte[] key) implements Comparable<Place> {
    private static final byte[] FIRST = {};

    static Place of(RecordKind kind, Record record) {
      return new Place(kind, record.partition(), record.key());
    }

    boolean isIn(Place other) {
      return kind == other.kind && Arrays.equals(partition, other.partition);
    }

    @Override
    public int compareTo(Place other) {
      int byKind = kind.compareTo(other.kind);
      int byPartition = byKind != 0 ? byKind : Arrays.compareUnsigned(partition, other.partition);
      return byPartition != 0 ? byPartition : Arrays.compareUnsigned(key, other.key);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Place place && compareTo(place) == 0;
    }

    @Override
    public int hashCode() {
      return 31 * (31 * kind.hashCode() + Arrays.hashCode(partition)) + Arrays.hashCode(key);
    }
  }

  @Override
  public Optional<byte[]> get(RecordKind kind, byte[] partition, byte[] key) {
    check.run();
    Place place = new Place(kind, RecordLimits.partition(partition), RecordLimits.key(key));
    return Optional.ofNullable(records.get(place)).map(Record::value);
  }

  @Override
  public List<Record> read(RecordKind kind, byte[] partition, byte @Nullable [] after, int limit) {
    check.run();
    RecordLimits.page(limit);
    byte[] behind = after == null ? Place.FIRST : RecordLimits.key(after);
    Place from = new Place(kind, RecordLimits.partition(partition), behind);
    List<Record> page = new ArrayList<>();
    long bytes = 0;
    for (Map.Entry<Place, Record> entry : records.tailMap(from, false).entrySet()) {
      if (page.size() == limit || bytes >= MAX_PAGE_BYTES || !entry.getKey().isIn(from)) {
        break;
      }
      page.add(entry.getValue());
      bytes += entry.getValue().value().length;
    }
    return page;
  }

  @Override
  public RecordScan scan(RecordKind kind) {
    check.run();
    return new MemoryScan(
        records.entrySet().stream()
            .filter(entry -> entry.getKey().kind() == kind)
            .map(entry -> entry.getValue())
            .iterator());
  }

  private record MemoryScan(Iterator<Record> records) implements RecordScan {
    @Override
    public boolean hasNext() {
      return records.hasNext();
    }

    @Override
    public Record next() {
      return records.next();
    }

    @Override
    public void close() {}
  }

  @Override
  public synchronized void put(RecordKind kind, List<Record> more) {
    check.run();
    RecordLimits.put(more).forEach(record -> records.put(Place.of(kind, record), record));
  }

  @Override
  public synchronized boolean putIfAbsent(RecordKind kind, Record record) {
    check.run();
    return records.putIfAbsent(Place.of(kind, record), record) == null;
  }

  @Override
  public synchronized boolean replace(RecordKind kind, Record expected, byte[] value) {
    check.run();
    Record changed = new Record(expected.partition(), expected.key(), value);
    return records.replace(Place.of(kind, expected), expected, changed);
  }

  @Override
  public synchronized void delete(RecordKind kind, byte[] partition, byte[] key) {
    check.run();
    records.remove(new Place(kind, RecordLimits.partition(partition), RecordLimits.key(key)));
  }

  @Override
  public synchronized List<Erasure.Residue> erase(RecordKind kind, byte[] partition) {
    check.run();
    Place erased = new Place(kind, RecordLimits.partition(partition), Place.FIRST);
    records.keySet().removeIf(place -> place.isIn(erased));
    return List.of();
  }
}
