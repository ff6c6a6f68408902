package dev.touchstone.store.rocksdb;

import dev.touchstone.store.Erasure;
import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordLimits;
import dev.touchstone.store.RecordScan;
import dev.touchstone.store.RecordStore;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.codec.RecordCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records in a family of their own beside the interactions, in the same log and under the same
 * {@link Gate}. Thread-safe.
 */
final class RocksDbRecords implements RecordStore {
  /** What is put is written in pieces of about this size. */
  private static final long PIECE_BYTES = 4 << 20;

  private final Gate gate;
  private final RecordReader reader;
  private final RecordChanges changes;
  private final Backlog backlog;
  private final Shredder shredder;
  private final ErasureBound erasures;

  RocksDbRecords(
      Gate gate,
      RecordReader reader,
      RecordChanges changes,
      Backlog backlog,
      Shredder shredder,
      ErasureBound erasures) {
    this.gate = gate;
    this.reader = reader;
    this.changes = changes;
    this.backlog = backlog;
    this.shredder = shredder;
    this.erasures = erasures;
  }

  @Override
  public Optional<byte[]> get(RecordKind kind, byte[] partition, byte[] key) {
    byte[] whole = encode(kind, partition, key);
    return gate.inside(() -> reader.get(whole));
  }

  @Override
  public List<Record> read(RecordKind kind, byte[] partition, byte @Nullable [] after, int limit) {
    RecordLimits.page(limit);
    byte[] prefix = RecordCodec.encode(kind, RecordLimits.partition(partition));
    byte[] behind = after == null ? prefix : encode(kind, partition, after);
    return gate.inside(() -> reader.page(prefix, behind, limit));
  }

  @Override
  public RecordScan scan(RecordKind kind) {
    return gate.inside(
        () ->
            new PagedRecordScan(
                RecordCodec.encode(kind),
                record -> RecordCodec.encode(kind, record.partition(), record.key()),
                (prefix, behind) ->
                    gate.inside(() -> reader.page(prefix, behind, PagedRecordScan.PAGE))));
  }

  @Override
  public void put(RecordKind kind, List<Record> records) {
    RecordLimits.put(records);
    gate.inside(
        () -> {
          List<Record> piece = new ArrayList<>();
          long bytes = 0;
          for (Record record : records) {
            piece.add(record);
            bytes += RecordChanges.bytes(record);
            if (bytes >= PIECE_BYTES) {
              commit(changes.put(kind, List.copyOf(piece)));
              piece.clear();
              bytes = 0;
            }
          }
          return piece.isEmpty() || commit(changes.put(kind, piece));
        });
  }

  @Override
  public boolean putIfAbsent(RecordKind kind, Record record) {
    return gate.inside(() -> commit(changes.putIfAbsent(kind, record)));
  }

  @Override
  public boolean replace(RecordKind kind, Record expected, byte[] value) {
    RecordLimits.value(value);
    return gate.inside(() -> commit(changes.replace(kind, expected, value)));
  }

  @Override
  public void delete(RecordKind kind, byte[] partition, byte[] key) {
    byte[] whole = encode(kind, partition, key);
    gate.inside(() -> commit(changes.delete(whole)));
  }

  @Override
  public List<Erasure.Residue> erase(RecordKind kind, byte[] partition) {
    byte[] prefix = RecordCodec.encode(kind, RecordLimits.partition(partition));
    return gate.inside(
        () ->
            erasures.within(
                () -> {
                  commit(changes.erase(prefix));
                  return Work.await(shredder.shredRecords(prefix));
                }));
  }

  private boolean commit(Work.Step step) {
    try {
      backlog.addWhenRoom(step);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.OutcomeUnknown("interrupted while a change was under way", e);
    }
    return Work.await(step.done());
  }

  private static byte[] encode(RecordKind kind, byte[] partition, byte[] key) {
    return RecordCodec.encode(kind, RecordLimits.partition(partition), RecordLimits.key(key));
  }
}
