package dev.touchstone.store.rocksdb;

import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.codec.RecordCodec;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Makes the steps on records that the {@link Committer} takes. It takes one after the other, so
 * each looks up and writes without anybody between.
 */
final class RecordChanges {
  private final Engine engine;
  private final Changes changes;

  RecordChanges(Engine engine, Changes changes) {
    this.engine = engine;
    this.changes = changes;
  }

  /** Fills a batch. */
  private interface Filling {
    void into(WriteBatch batch) throws RocksDBException;
  }

  Work.Step put(RecordKind kind, List<Record> records) {
    long bytes = records.stream().mapToLong(RecordChanges::bytes).sum();
    return step(
        records.size(),
        bytes,
        () ->
            write(
                batch -> {
                  for (Record record : records) {
                    batch.put(engine.records(), key(kind, record), record.value());
                  }
                }));
  }

  Work.Step putIfAbsent(RecordKind kind, Record record) {
    byte[] key = key(kind, record);
    return step(1, bytes(record), () -> get(key) == null && write(key, record.value()));
  }

  Work.Step replace(RecordKind kind, Record expected, byte[] value) {
    byte[] key = key(kind, expected);
    return step(
        1,
        bytes(expected) + value.length,
        () -> Arrays.equals(get(key), expected.value()) && write(key, value));
  }

  Work.Step delete(byte[] key) {
    return step(1, key.length, () -> write(batch -> batch.delete(engine.records(), key)));
  }

  /** Hides every record whose key begins with the prefix; the bytes are still in files. */
  Work.Step erase(byte[] prefix) {
    byte[] end = RecordCodec.afterPrefix(prefix);
    return step(
        1, prefix.length, () -> write(batch -> batch.deleteRange(engine.records(), prefix, end)));
  }

  static long bytes(Record record) {
    return (long) record.partition().length + record.key().length + record.value().length;
  }

  private static Work.Step step(int rows, long bytes, BooleanSupplier step) {
    return new Work.Step(rows, bytes, step, new CompletableFuture<>());
  }

  private static byte[] key(RecordKind kind, Record record) {
    return RecordCodec.encode(kind, record.partition(), record.key());
  }

  private byte @Nullable [] get(byte[] key) {
    try {
      return engine.db().get(engine.records(), key);
    } catch (RocksDBException e) {
      throw Failures.ofRead(e);
    }
  }

  private boolean write(byte[] key, byte[] value) {
    return write(batch -> batch.put(engine.records(), key, value));
  }

  private boolean write(Filling filling) {
    try (WriteBatch batch = new WriteBatch()) {
      filling.into(batch);
      changes.write(batch);
      return true;
    } catch (RocksDBException e) {
      throw Failures.ofWrite(e);
    }
  }
}
