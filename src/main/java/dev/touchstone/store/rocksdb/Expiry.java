package dev.touchstone.store.rocksdb;

import static java.util.Objects.requireNonNull;

import dev.touchstone.interaction.Timestamp;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.codec.KeyCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;

/**
 * Finds the keys of rows that are older than their type's cutoff. Within a contact and type the
 * oldest rows come last, so it goes from each such tail to the next: two seeks for each type of a
 * contact, however many rows there are. Thread-safe.
 */
final class Expiry {
  /** How many seeks, and how many keys, one piece has at most: then others get their turn. */
  private static final int MAX_SEEKS = 2_000;

  static final int MAX_KEYS = 1_000;

  private final RocksDB db;

  Expiry(RocksDB db) {
    this.db = db;
  }

  /**
   * A part of the walk.
   *
   * @param keys of expired rows
   * @param next where the next part begins; null if this was the last
   */
  record Piece(List<byte[]> keys, KeyCodec.@Nullable Key next) {}

  /** A cutoff that a key can hold, and that means the same. */
  static Instant within(Instant cutoff) {
    if (cutoff.isAfter(Timestamp.MAX)) {
      return Timestamp.MAX.plusNanos(1);
    }
    return cutoff.isBefore(Timestamp.MIN) ? Timestamp.MIN : cutoff;
  }

  /**
   * Walks on.
   *
   * @param from where the piece before ended; null for the first piece
   */
  Piece find(KeyCodec.@Nullable Key from, Map<TypeName, Instant> cutoffs) {
    List<byte[]> keys = new ArrayList<>();
    try (Cursor cursor = Cursor.overAll(db)) {
      if (from != null) {
        cursor.seek(KeyCodec.encode(from.contact(), from.type(), from.position()));
      }
      for (int seeks = 0; seeks < MAX_SEEKS && cursor.isAtRow(); seeks++) {
        KeyCodec.Key key = KeyCodec.decode(cursor.key());
        byte[] ofType = KeyCodec.encode(key.contact(), key.type());
        Instant cutoff = cutoffs.get(key.type());
        if (cutoff == null || cutoff.equals(Timestamp.MIN)) {
          cursor.seek(requireNonNull(KeyCodec.afterPrefix(ofType)));
        } else {
          if (!key.position().timestamp().isBefore(cutoff)) {
            cursor.seek(KeyCodec.encode(key.contact(), key.type(), cutoff.minusNanos(1)));
          }
          collect(cursor, ofType, keys);
        }
        if (keys.size() == MAX_KEYS) {
          break;
        }
      }
      return new Piece(keys, cursor.isAtRow() ? KeyCodec.decode(cursor.key()) : null);
    }
  }

  /** Takes the rows from here on, and stays at the first that is not of the type, or too many. */
  private static void collect(Cursor cursor, byte[] ofType, List<byte[]> keys) {
    while (keys.size() < MAX_KEYS && cursor.isAtRow() && startsWith(cursor.key(), ofType)) {
      keys.add(cursor.key());
      cursor.next();
    }
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }
}
