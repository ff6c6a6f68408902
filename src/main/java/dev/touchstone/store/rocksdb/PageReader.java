package dev.touchstone.store.rocksdb;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.Page;
import dev.touchstone.store.Position;
import dev.touchstone.store.Query;
import dev.touchstone.store.codec.KeyCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;

/** Reads one page. Thread-safe. */
final class PageReader {
  /**
   * A page ends early, and says where to go on, when its rows have this many bytes together; it
   * holds at least one row. Whoever reads it holds it until the answer is sent, many at a time.
   */
  static final long MAX_PAGE_BYTES = 1 << 20;

  private final RocksDB db;

  PageReader(RocksDB db) {
    this.db = db;
  }

  Page read(Query query) {
    if (query.range().isEmpty() || query.limit() == 0) {
      return new Page(List.of(), null);
    }
    byte[] prefix = KeyCodec.encode(query.contact(), query.type());
    return switch (query.order()) {
      case NEWEST_FIRST -> {
        try (Cursor cursor = Cursor.over(db, prefix)) {
          seekFirst(cursor, query);
          yield page(cursor, Cursor::next, query, prefix.length);
        }
      }
      case OLDEST_FIRST -> {
        try (Cursor cursor = Cursor.backwardsOver(db, prefix)) {
          seekLast(cursor, query);
          yield page(cursor, Cursor::previous, query, prefix.length);
        }
      }
    };
  }

  /** One seek for each type. */
  List<TypeName> types(ContactId contact, int limit) {
    List<TypeName> types = new ArrayList<>();
    byte[] prefix = KeyCodec.encode(contact);
    try (Cursor cursor = Cursor.over(db, prefix)) {
      cursor.seek(prefix);
      while (types.size() < limit && cursor.isAtRow()) {
        TypeName type = KeyCodec.decode(cursor.key()).type();
        types.add(type);
        cursor.seek(behind(KeyCodec.encode(contact, type)));
      }
    }
    return types;
  }

  /** One seek for each contact. */
  List<ContactId> contacts(@Nullable ContactId after, int limit) {
    List<ContactId> contacts = new ArrayList<>();
    try (Cursor cursor = Cursor.overAll(db)) {
      if (after != null) {
        cursor.seek(behind(KeyCodec.encode(after)));
      }
      while (contacts.size() < limit && cursor.isAtRow()) {
        ContactId contact = KeyCodec.decode(cursor.key()).contact();
        contacts.add(contact);
        cursor.seek(behind(KeyCodec.encode(contact)));
      }
    }
    return contacts;
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

  /** Keys go from the newest row to the oldest, so the oldest of the range is its last. */
  private static void seekLast(Cursor cursor, Query query) {
    byte[] end = behind(KeyCodec.encode(query.contact(), query.type(), query.range().from()));
    Position after = query.after();
    if (after == null) {
      cursor.seekBackwards(end);
      return;
    }
    byte[] last = KeyCodec.encode(query.contact(), query.type(), after);
    if (Arrays.compareUnsigned(end, last) < 0) {
      cursor.seekBackwards(end);
      return;
    }
    cursor.seekBackwards(last);
    if (cursor.isAtRow() && Arrays.equals(cursor.key(), last)) {
      cursor.previous();
    }
  }

  /** The first bytes behind all keys with this prefix; a contact's prefix always has some. */
  private static byte[] behind(byte[] prefix) {
    return Objects.requireNonNull(KeyCodec.afterPrefix(prefix));
  }

  private static Page page(Cursor cursor, Consumer<Cursor> step, Query query, int prefix) {
    List<Interaction> rows = new ArrayList<>(Math.min(query.limit(), 64));
    long bytes = 0;
    for (; cursor.isAtRow(); step.accept(cursor)) {
      Position position = cursor.position(prefix);
      if (!query.range().contains(position.timestamp())) {
        break;
      }
      if (rows.size() == query.limit() || bytes >= MAX_PAGE_BYTES) {
        return new Page(rows, Position.of(rows.getLast()));
      }
      rows.add(cursor.interaction(query.contact(), query.type(), position));
      bytes += cursor.valueBytes();
    }
    return new Page(rows, null);
  }
}
