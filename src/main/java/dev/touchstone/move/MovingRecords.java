package dev.touchstone.move;

import dev.touchstone.store.Erasure;
import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordScan;
import dev.touchstone.store.RecordStore;
import dev.touchstone.store.StorageEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records on their way into another store. Their changes do have an order, so those of a partition
 * take turns, and reach the target in the order in which the source took them. Kinds that speak of
 * one store alone stay where they are. Thread-safe.
 */
final class MovingRecords implements RecordStore {
  private static final int STRIPES = 256;

  private final Sides sides;
  private final ReentrantLock[] locks = new ReentrantLock[STRIPES];

  MovingRecords(Sides sides) {
    this.sides = sides;
    Arrays.setAll(locks, i -> new ReentrantLock());
  }

  @Override
  public Optional<byte[]> get(RecordKind kind, byte[] partition, byte[] key) {
    return answering().get(kind, partition, key);
  }

  @Override
  public List<Record> read(RecordKind kind, byte[] partition, byte @Nullable [] after, int limit) {
    return answering().read(kind, partition, after, limit);
  }

  @Override
  public RecordScan scan(RecordKind kind) {
    return answering().scan(kind);
  }

  @Override
  public void put(RecordKind kind, List<Record> records) {
    List<byte[]> partitions = records.stream().map(Record::partition).toList();
    change(
        kind,
        partitions,
        store -> {
          store.put(kind, records);
          return true;
        },
        store -> store.put(kind, records));
  }

  @Override
  public boolean putIfAbsent(RecordKind kind, Record record) {
    return change(
        kind,
        List.of(record.partition()),
        store -> store.putIfAbsent(kind, record),
        store -> store.put(kind, List.of(record)));
  }

  @Override
  public boolean replace(RecordKind kind, Record expected, byte[] value) {
    Record changed = new Record(expected.partition(), expected.key(), value);
    return change(
        kind,
        List.of(expected.partition()),
        store -> store.replace(kind, expected, value),
        store -> store.put(kind, List.of(changed)));
  }

  @Override
  public void delete(RecordKind kind, byte[] partition, byte[] key) {
    change(
        kind,
        List.of(partition),
        store -> {
          store.delete(kind, partition, key);
          return true;
        },
        store -> store.delete(kind, partition, key));
  }

  @Override
  public List<Erasure.Residue> erase(RecordKind kind, byte[] partition) {
    return sides.change(
        () ->
            onlyAnswering(kind)
                ? answering().erase(kind, partition)
                : alone(List.of(partition), () -> eraseBoth(kind, partition)));
  }

  private List<Erasure.Residue> eraseBoth(RecordKind kind, byte[] partition) {
    Runnable doubt = () -> sides.unsettled().add(kind, partition);
    List<Erasure.Residue> residues =
        new ArrayList<>(sides.first(() -> source().erase(kind, partition), doubt));
    List<Erasure.Residue> echo = sides.echo(() -> target().erase(kind, partition), doubt);
    residues.addAll(echo == null ? Sides.UNREACHED : echo);
    return residues;
  }

  /** A change without conditions, as the target gets it. */
  private interface Echo {
    void on(RecordStore store);
  }

  /**
   * Changes the source, and the target where the source did change.
   *
   * @param change tells whether it changed anything
   */
  private boolean change(
      RecordKind kind, List<byte[]> partitions, Predicate<RecordStore> change, Echo echo) {
    return sides.change(
        () ->
            onlyAnswering(kind)
                ? change.test(answering())
                : alone(partitions, () -> changeBoth(kind, partitions, change, echo)));
  }

  private boolean changeBoth(
      RecordKind kind, List<byte[]> partitions, Predicate<RecordStore> change, Echo echo) {
    Runnable doubt = () -> partitions.forEach(it -> sides.unsettled().add(kind, it));
    boolean changed = sides.first(() -> change.test(source()), doubt);
    if (changed) {
      sides.echo(
          () -> {
            echo.on(target());
            return true;
          },
          doubt);
    }
    return changed;
  }

  /** Has these partitions for itself. */
  <T> T alone(List<byte[]> partitions, Supplier<T> change) {
    // In one order, so that nobody waits for somebody who waits.
    int[] stripes =
        partitions.stream().mapToInt(MovingRecords::stripe).sorted().distinct().toArray();
    int held = 0;
    try {
      while (held < stripes.length) {
        locks[stripes[held]].lock();
        held++;
      }
      return change.get();
    } finally {
      while (held > 0) {
        held--;
        locks[stripes[held]].unlock();
      }
    }
  }

  private static int stripe(byte[] partition) {
    return Math.floorMod(Arrays.hashCode(partition) * 0x9E37_79B9, STRIPES);
  }

  private boolean onlyAnswering(RecordKind kind) {
    return sides.isSwitched() || !kind.moves();
  }

  private RecordStore answering() {
    return sides.answering().records();
  }

  RecordStore source() {
    return records(sides.source());
  }

  RecordStore target() {
    return records(sides.target());
  }

  private static RecordStore records(StorageEngine engine) {
    return engine.records();
  }
}
