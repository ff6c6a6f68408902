package dev.touchstone.store.rocksdb;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.Position;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.codec.FieldCursor;
import dev.touchstone.store.codec.KeyCodec;
import dev.touchstone.store.codec.RecordCodec;
import dev.touchstone.store.codec.RowCodec;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/**
 * A walk through the keys of a range, with the native objects that it needs. It sees the rows as
 * they were when it was made. Not thread-safe.
 */
final class Cursor implements AutoCloseable {
  private static final int USUAL_KEY_BYTES = 128;

  /** As many as a page of usual rows has. */
  private static final int CHUNK_BYTES = 8 << 10;

  private static final byte[] NO_VALUES = {};

  private final @Nullable Slice start;
  private final @Nullable Slice end;
  private final ReadOptions options;
  private final RocksIterator iterator;

  /** The key that was read last. */
  private byte[] key = new byte[USUAL_KEY_BYTES];

  /** Values one behind the other: rows are parts of it. */
  private byte[] values = NO_VALUES;

  private final FieldCursor fields = new FieldCursor();
  private int used;
  private int valueBytes;

  private Cursor(
      RocksDB db,
      ColumnFamilyHandle family,
      byte @Nullable [] start,
      byte @Nullable [] end,
      boolean byFilter,
      boolean fillCache) {
    this.start = start == null ? null : new Slice(start);
    this.end = end == null ? null : new Slice(end);
    // Without total order the engine may skip files by the filter of the first key's prefix.
    options = new ReadOptions().setTotalOrderSeek(!byFilter).setFillCache(fillCache);
    if (this.end != null) {
      options.setIterateUpperBound(this.end);
    }
    if (this.start != null) {
      options.setIterateLowerBound(this.start);
    }
    iterator = db.newIterator(family, options);
  }

  /** Over the keys that begin with the prefix; first to be told where to {@link #seek}. */
  static Cursor over(RocksDB db, byte[] prefix) {
    boolean onePrefix = prefix.length >= Engine.PREFIX_BYTES;
    return new Cursor(
        db, db.getDefaultColumnFamily(), null, KeyCodec.afterPrefix(prefix), onePrefix, true);
  }

  /**
   * Over the keys that begin with the prefix, from the last to the first; first to be told where to
   * {@link #seekBackwards}. The filter of prefixes serves walks forwards only.
   */
  static Cursor backwardsOver(RocksDB db, byte[] prefix) {
    return new Cursor(
        db, db.getDefaultColumnFamily(), prefix, KeyCodec.afterPrefix(prefix), false, true);
  }

  /** At the very first key; blocks that it reads do not push others out of the cache. */
  static Cursor overAll(RocksDB db) {
    Cursor cursor = new Cursor(db, db.getDefaultColumnFamily(), null, null, false, false);
    cursor.seek(new byte[0]);
    return cursor;
  }

  /** Over the records whose keys begin with the prefix, from a key on. */
  static Cursor overRecords(Engine engine, byte[] prefix, byte[] from) {
    byte[] end = RecordCodec.afterPrefix(prefix);
    Cursor cursor = new Cursor(engine.db(), engine.records(), null, end, false, true);
    cursor.seek(from);
    return cursor;
  }

  /** Goes to a key of the range, or to the next one where there is no such key. */
  void seek(byte[] key) {
    iterator.seek(key);
  }

  /** Goes to a key of the range, or to the one before it where there is no such key. */
  void seekBackwards(byte[] key) {
    iterator.seekForPrev(key);
  }

  /**
   * Whether it is at a row, and not at the end.
   *
   * @throws StoreException if that cannot be told
   */
  boolean isAtRow() {
    if (iterator.isValid()) {
      return true;
    }
    try {
      iterator.status();
      return false;
    } catch (RocksDBException e) {
      throw Failures.ofRead(e);
    }
  }

  void next() {
    iterator.next();
  }

  void previous() {
    iterator.prev();
  }

  byte[] key() {
    return iterator.key();
  }

  byte[] value() {
    return iterator.value();
  }

  /**
   * The position in the key.
   *
   * @param prefix how many bytes stand before it: those of its contact and type
   */
  Position position(int prefix) {
    int length = iterator.key(key, 0, key.length);
    if (length > key.length) {
      key = new byte[length];
      length = iterator.key(key, 0, key.length);
    }
    return KeyCodec.decodePosition(key, prefix, length);
  }

  /**
   * The row.
   *
   * @throws StoreException.Damaged if the value is none
   */
  Interaction interaction(ContactId contact, TypeName type, Position position) {
    int from = used;
    valueBytes = iterator.value(values, from, values.length - from);
    if (valueBytes > values.length - from) {
      from = 0;
      values = new byte[Math.max(valueBytes, CHUNK_BYTES)];
      valueBytes = iterator.value(values, 0, values.length);
    }
    used = from + valueBytes;
    RowCodec.Row row = RowCodec.decode(values, from, used, fields);
    return new Interaction(
        contact, type, position.timestamp(), position.id(), row.version(), row.fields());
  }

  /** How many bytes the value has that was read last. */
  int valueBytes() {
    return valueBytes;
  }

  @Override
  public void close() {
    iterator.close();
    options.close();
    if (start != null) {
      start.close();
    }
    if (end != null) {
      end.close();
    }
  }
}
