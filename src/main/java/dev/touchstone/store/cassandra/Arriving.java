package dev.touchstone.store.cassandra;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Position;
import dev.touchstone.store.codec.KeyCodec;
import dev.touchstone.store.codec.RowCodec;
import java.nio.ByteBuffer;

/**
 * A row on its way into the store.
 *
 * @param index its place among the rows of the append
 * @param bytes of RowCodec
 */
// Compared by nobody.
@SuppressWarnings("ArrayRecordComponent")
record Arriving(int index, Interaction row, byte[] position, byte[] bytes, long hash) {
  static Arriving of(int index, Interaction row) {
    byte[] position = KeyCodec.encode(Position.of(row));
    return new Arriving(
        index, row, position, RowCodec.encode(row), Buckets.hash(row.type(), position));
  }

  /** Its identity among the rows of its contact. */
  Identity identity() {
    return new Identity(row.type().value(), ByteBuffer.wrap(position));
  }

  /** What tells a row from the others of its contact. */
  record Identity(String type, ByteBuffer position) {}
}
