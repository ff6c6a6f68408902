package dev.touchstone.store.rocksdb;

import static java.util.Objects.requireNonNull;

import dev.touchstone.store.StoreException;
import dev.touchstone.store.Verdict;
import dev.touchstone.store.codec.KeyCodec;
import dev.touchstone.store.codec.RowCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** What the {@link Committer} does to the engine. For one thread at a time. */
final class Changes implements AutoCloseable {
  private static final Comparator<Arrival> BY_KEY =
      Comparator.comparing(Arrival::key, Arrays::compareUnsigned);

  private final Engine engine;
  private final RocksDB db;
  private final StoredRows storedRows;

  /** Rows are written in the order of their keys, each close to the one before. */
  private final WriteOptions synced =
      new WriteOptions().setSync(true).setMemtableInsertHintPerBatch(true);

  Changes(Engine engine) {
    this.engine = engine;
    this.db = engine.db();
    this.storedRows = new StoredRows(db);
  }

  /**
   * What a group of appends comes to.
   *
   * @param verdicts of each append, of each of its rows
   * @param winners the rows that replace what the store holds, in the order of their keys
   */
  record Decision(List<List<Verdict>> verdicts, List<Winner> winners) {}

  /** A row that is written. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Winner(byte[] key, byte[] value) {}

  /** A row that arrives, and where its verdict goes. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Arrival(byte[] key, byte[] value, Verdict[] verdicts, int index) {}

  /**
   * Decides as if the rows were stored one after the other. Changes nothing.
   *
   * @throws StoreException if stored rows cannot be read
   */
  Decision decide(List<Work.Append> group) {
    List<Verdict[]> verdicts = new ArrayList<>(group.size());
    List<Arrival> arrivals = new ArrayList<>();
    for (Work.Append append : group) {
      Verdict[] ofAppend = new Verdict[append.rows()];
      verdicts.add(ofAppend);
      for (int i = 0; i < ofAppend.length; i++) {
        arrivals.add(new Arrival(append.keys().get(i), append.values().get(i), ofAppend, i));
      }
    }
    // Rows of one key stay in the order in which they came.
    arrivals.sort(BY_KEY);
    List<List<Arrival>> keys = byKey(arrivals);
    List<byte @Nullable []> stored =
        storedRows.find(keys.stream().map(ofKey -> ofKey.getFirst().key()).toList());
    List<Winner> winners = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      decide(keys.get(i), stored.get(i), winners);
    }
    return new Decision(verdicts.stream().map(List::of).toList(), winners);
  }

  /** The arrivals of each key. */
  private static List<List<Arrival>> byKey(List<Arrival> sorted) {
    List<List<Arrival>> keys = new ArrayList<>(sorted.size());
    for (int from = 0; from < sorted.size(); ) {
      byte[] key = sorted.get(from).key();
      int to = from + 1;
      while (to < sorted.size() && Arrays.equals(sorted.get(to).key(), key)) {
        to++;
      }
      keys.add(sorted.subList(from, to));
      from = to;
    }
    return keys;
  }

  /** Decides the rows of one key. */
  private static void decide(List<Arrival> ofKey, byte @Nullable [] stored, List<Winner> winners) {
    byte[] key = ofKey.getFirst().key();
    byte @Nullable [] kept = stored;
    byte @Nullable [] winner = null;
    for (Arrival arrival : ofKey) {
      int order = kept == null ? 1 : RowCodec.compare(arrival.value(), kept);
      arrival.verdicts()[arrival.index()] = verdict(arrival.value(), kept, order);
      if (order > 0) {
        winner = arrival.value();
        kept = winner;
      }
    }
    if (winner != null) {
      winners.add(new Winner(key, winner));
    }
  }

  private static Verdict verdict(byte[] arriving, byte @Nullable [] kept, int order) {
    if (kept == null) {
      return Verdict.STORED;
    }
    if (RowCodec.decodeVersion(arriving) != RowCodec.decodeVersion(kept)) {
      return Verdict.SUPERSEDED;
    }
    return order == 0 ? Verdict.REPEATED : Verdict.CONFLICTING;
  }

  /**
   * Makes a decision last.
   *
   * @throws StoreException.OutcomeUnknown if it may or may not be stored
   */
  void write(Decision decision) {
    if (decision.winners().isEmpty()) {
      return;
    }
    try (WriteBatch batch = new WriteBatch()) {
      for (Winner row : decision.winners()) {
        batch.put(row.key(), row.value());
      }
      write(batch);
    } catch (RocksDBException e) {
      throw Failures.ofWrite(e);
    }
  }

  /**
   * Removes the rows of a contact from every later read; their bytes are still in files.
   *
   * @return how many there were
   */
  long erase(byte[] contact) {
    long rows = 0;
    try (Cursor cursor = Cursor.over(db, contact)) {
      for (cursor.seek(contact); cursor.isAtRow(); cursor.next()) {
        rows++;
      }
    }
    try (WriteBatch batch = new WriteBatch()) {
      batch.deleteRange(contact, requireNonNull(KeyCodec.afterPrefix(contact)));
      write(batch);
      return rows;
    } catch (RocksDBException e) {
      throw Failures.ofWrite(e);
    }
  }

  /** Removes rows from every later read. */
  void remove(List<byte[]> keys) {
    try (WriteBatch batch = new WriteBatch()) {
      for (byte[] key : keys) {
        batch.delete(key);
      }
      write(batch);
    } catch (RocksDBException e) {
      throw Failures.ofWrite(e);
    }
  }

  /** Writes and syncs. */
  void write(WriteBatch batch) throws RocksDBException {
    engine.faults().check();
    db.write(synced, batch);
  }

  @Override
  public void close() {
    synced.close();
  }
}
