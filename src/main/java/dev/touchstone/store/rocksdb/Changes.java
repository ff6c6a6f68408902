package dev.touchstone.store.rocksdb;

import static java.util.Objects.requireNonNull;

import dev.touchstone.store.StoreException;
import dev.touchstone.store.Verdict;
import dev.touchstone.store.codec.KeyCodec;
import dev.touchstone.store.codec.RowCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** What the {@link Committer} does to the engine. For one thread at a time. */
final class Changes implements AutoCloseable {
  private final Engine engine;
  private final RocksDB db;
  private final WriteOptions synced = new WriteOptions().setSync(true);

  Changes(Engine engine) {
    this.engine = engine;
    this.db = engine.db();
  }

  /**
   * What a group of appends comes to.
   *
   * @param verdicts of each append, of each of its rows
   * @param winners the rows that replace what the store holds, by key
   */
  record Decision(List<List<Verdict>> verdicts, Map<ByteBuffer, byte[]> winners) {}

  /**
   * Decides as if the rows were stored one after the other. Changes nothing.
   *
   * @throws StoreException if stored rows cannot be read
   */
  Decision decide(List<Work.Append> group) {
    Map<ByteBuffer, byte[]> present = lookUp(group);
    Map<ByteBuffer, byte[]> winners = new LinkedHashMap<>();
    List<List<Verdict>> verdicts = new ArrayList<>(group.size());
    for (Work.Append append : group) {
      List<Verdict> ofAppend = new ArrayList<>(append.rows());
      for (int i = 0; i < append.rows(); i++) {
        ByteBuffer key = ByteBuffer.wrap(append.keys().get(i));
        ofAppend.add(decide(key, append.values().get(i), present, winners));
      }
      verdicts.add(ofAppend);
    }
    return new Decision(verdicts, winners);
  }

  private static Verdict decide(
      ByteBuffer key,
      byte[] arriving,
      Map<ByteBuffer, byte[]> present,
      Map<ByteBuffer, byte[]> winners) {
    byte @Nullable [] stored = present.get(key);
    int order = stored == null ? 1 : RowCodec.compare(arriving, stored);
    if (order > 0) {
      present.put(key, arriving);
      winners.put(key, arriving);
    }
    if (stored == null) {
      return Verdict.STORED;
    }
    if (RowCodec.decodeVersion(arriving) != RowCodec.decodeVersion(stored)) {
      return Verdict.SUPERSEDED;
    }
    return order == 0 ? Verdict.REPEATED : Verdict.CONFLICTING;
  }

  /** One by one: the engine's call for many keys gives a damaged row out as absent. */
  private Map<ByteBuffer, byte[]> lookUp(List<Work.Append> group) {
    Map<ByteBuffer, byte[]> present = new HashMap<>();
    try {
      for (Work.Append append : group) {
        for (byte[] key : append.keys()) {
          byte @Nullable [] value = db.get(key);
          if (value != null) {
            present.put(ByteBuffer.wrap(key), value);
          }
        }
      }
      return present;
    } catch (RocksDBException e) {
      throw Failures.ofRead(e);
    }
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
      for (Map.Entry<ByteBuffer, byte[]> row : decision.winners().entrySet()) {
        batch.put(row.getKey().array(), row.getValue());
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
