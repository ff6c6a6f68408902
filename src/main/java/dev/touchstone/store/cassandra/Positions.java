package dev.touchstone.store.cassandra;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.Position;
import dev.touchstone.store.codec.KeyCodec;
import java.time.Instant;
import java.util.Arrays;

/**
 * Bounds of the column {@code position}, which holds the time and id of a key. No position is equal
 * to one of these bounds, so "behind" and "from" are the same.
 */
final class Positions {
  private static final TypeName ANY = new TypeName("-");
  private static final int PREFIX = KeyCodec.encode(ContactId.NONE, ANY).length;

  /** Greater than every position: the time of one is 5 bytes, and its id begins with 1 or 2. */
  static final byte[] END = {-1, -1, -1, -1, -1, -1};

  static final byte[] BEGIN = {};

  private Positions() {}

  static byte[] of(Position position) {
    return KeyCodec.encode(position);
  }

  /** Smaller than every position at the moment or before it, greater than all others. */
  static byte[] from(Instant moment) {
    return time(moment);
  }

  /** Greater than every position at the moment or after it, smaller than all others. */
  static byte[] behind(Instant moment) {
    byte[] after = KeyCodec.afterPrefix(time(moment));
    return after == null ? END : after;
  }

  private static byte[] time(Instant moment) {
    byte[] key = KeyCodec.encode(ContactId.NONE, ANY, moment);
    return Arrays.copyOfRange(key, PREFIX, key.length);
  }

  static Position decode(byte[] position) {
    return KeyCodec.decodePosition(position);
  }
}
