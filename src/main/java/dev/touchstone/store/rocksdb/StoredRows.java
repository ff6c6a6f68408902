package dev.touchstone.store.rocksdb;

import dev.touchstone.store.StoreException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ByteBufferGetStatus;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/**
 * Looks up which rows the engine holds, many at once: keys that are close to each other share the
 * filters and blocks that are read for them. Belongs to one thread.
 */
final class StoredRows {
  /** How many keys the engine is asked for at once. */
  static final int KEYS_AT_ONCE = 512;

  /** Rows that are larger are read once more by themselves; most are smaller. */
  private static final int USUAL_ROW_BYTES = 512;

  private static final int MOST_KEY_BYTES = 512;

  private final RocksDB db;
  private final ByteBuffer keyBytes = ByteBuffer.allocateDirect(KEYS_AT_ONCE * MOST_KEY_BYTES);
  private final List<ByteBuffer> places = new ArrayList<>(KEYS_AT_ONCE);

  StoredRows(RocksDB db) {
    this.db = db;
    ByteBuffer rowBytes = ByteBuffer.allocateDirect(KEYS_AT_ONCE * USUAL_ROW_BYTES);
    for (int i = 0; i < KEYS_AT_ONCE; i++) {
      places.add(rowBytes.slice(i * USUAL_ROW_BYTES, USUAL_ROW_BYTES));
    }
  }

  /**
   * The rows under the keys, in their order; null where there is none.
   *
   * @param keys in ascending order, which makes it fast
   * @throws StoreException if one cannot be read
   */
  List<byte @Nullable []> find(List<byte[]> keys) {
    List<byte @Nullable []> rows = new ArrayList<>(keys.size());
    for (int from = 0; from < keys.size(); from += KEYS_AT_ONCE) {
      find(keys.subList(from, Math.min(keys.size(), from + KEYS_AT_ONCE)), rows);
    }
    return rows;
  }

  private void find(List<byte[]> keys, List<byte @Nullable []> rows) {
    try {
      List<ByteBuffer> free = places.subList(0, keys.size());
      free.forEach(ByteBuffer::clear);
      List<ByteBufferGetStatus> found = db.multiGetByteBuffers(direct(keys), free);
      for (int i = 0; i < found.size(); i++) {
        rows.add(row(found.get(i), keys.get(i)));
      }
    } catch (RocksDBException e) {
      throw Failures.ofRead(e);
    }
  }

  private List<ByteBuffer> direct(List<byte[]> keys) {
    List<ByteBuffer> direct = new ArrayList<>(keys.size());
    int at = 0;
    for (byte[] key : keys) {
      keyBytes.put(at, key);
      direct.add(keyBytes.slice(at, key.length));
      at += key.length;
    }
    return direct;
  }

  /** Only what the engine says is absent is absent; what it could not read is asked for alone. */
  private byte @Nullable [] row(ByteBufferGetStatus found, byte[] key) throws RocksDBException {
    if (found.status.getCode() == Status.Code.NotFound) {
      return null;
    }
    if (found.status.getCode() != Status.Code.Ok || found.requiredSize > USUAL_ROW_BYTES) {
      return db.get(key);
    }
    byte[] row = new byte[found.requiredSize];
    found.value.get(row);
    return row;
  }
}
