package dev.touchstone.store.rocksdb;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Page;
import dev.touchstone.store.Position;
import dev.touchstone.store.Query;
import dev.touchstone.store.codec.KeyCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rocksdb.RocksDB;

/** Reads one page. Thread-safe. */
final class PageReader {
  /**
   * A page ends early, and says where to go on, when its rows have this many bytes together; it
   * holds at least one row.
   */
  static final long MAX_PAGE_BYTES = 32 << 20;

  private final RocksDB db;

  PageReader(RocksDB db) {
    this.db = db;
  }

  Page read(Query query) {
    if (query.range().isEmpty() || query.limit() == 0) {
      return new Page(List.of(), null);
    }
    try (Cursor cursor = Cursor.over(db, KeyCodec.encode(query.contact(), query.type()))) {
      seekFirst(cursor, query);
      return page(cursor, query);
    }
  }

  private static void seekFirst(Cursor cursor, Query query) {
    byte[] latest = KeyCodec.encode(query.contact(), query.type(), query.range().to());
    Position after = query.after();
    if (after == null) {
      cursor.seek(latest);
      return;
    }
    byte[] last = KeyCodec.encode(query.contact(), query.type(), after);
    if (Arrays.compareUnsigned(latest, last) > 0) {
      cursor.seek(latest);
      return;
    }
    cursor.seek(last);
    if (cursor.isAtRow() && Arrays.equals(cursor.key(), last)) {
      cursor.next();
    }
  }

  private static Page page(Cursor cursor, Query query) {
    List<Interaction> rows = new ArrayList<>();
    long bytes = 0;
    for (; cursor.isAtRow(); cursor.next()) {
      KeyCodec.Key key = KeyCodec.decode(cursor.key());
      if (key.position().timestamp().isBefore(query.range().from())) {
        break;
      }
      if (rows.size() == query.limit() || bytes >= MAX_PAGE_BYTES) {
        return new Page(rows, Position.of(rows.getLast()));
      }
      byte[] value = cursor.value();
      bytes += value.length;
      rows.add(Cursor.interaction(key, value));
    }
    return new Page(rows, null);
  }
}
