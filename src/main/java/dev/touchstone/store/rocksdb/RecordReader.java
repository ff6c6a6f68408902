package dev.touchstone.store.rocksdb;

import dev.touchstone.store.Record;
import dev.touchstone.store.RecordStore;
import dev.touchstone.store.codec.RecordCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rocksdb.RocksDBException;

/** Reads records. Thread-safe. */
final class RecordReader {
  private final Engine engine;
  private final ReadBound bound;

  RecordReader(Engine engine, ReadBound bound) {
    this.engine = engine;
    this.bound = bound;
  }

  Optional<byte[]> get(byte[] key) {
    return bound.read(
        () -> {
          try {
            return Optional.ofNullable(engine.db().get(engine.records(), key));
          } catch (RocksDBException e) {
            throw Failures.ofRead(e);
          }
        });
  }

  /**
   * The records whose keys begin with the prefix.
   *
   * @param behind those behind this key are given; the prefix itself for all
   * @return empty if there are no more; otherwise up to the limit, and up to the size of a page
   */
  List<Record> page(byte[] prefix, byte[] behind, int limit) {
    return bound.read(
        () -> {
          try (Cursor cursor = Cursor.overRecords(engine, prefix, behind)) {
            return page(cursor, behind, limit);
          }
        });
  }

  private static List<Record> page(Cursor cursor, byte[] behind, int limit) {
    if (cursor.isAtRow() && Arrays.equals(cursor.key(), behind)) {
      cursor.next();
    }
    List<Record> page = new ArrayList<>();
    long bytes = 0;
    while (page.size() < limit && bytes < RecordStore.MAX_PAGE_BYTES && cursor.isAtRow()) {
      Record record = RecordCodec.decode(cursor.key(), cursor.value());
      page.add(record);
      bytes += record.value().length;
      cursor.next();
    }
    return page;
  }
}
