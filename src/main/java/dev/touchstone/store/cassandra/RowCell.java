package dev.touchstone.store.cassandra;

import dev.touchstone.store.StoreException;
import dev.touchstone.store.codec.RowCodec;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes of the cell {@code row}. Of two cells with one timestamp Cassandra keeps the one of the
 * greater bytes, unsigned; so cells with one timestamp must compare as their rows do.
 *
 * <pre>
 * cell   the bytes of RowCodec                                        version below 2,097,151
 *        FF · version (8 bytes, big-endian) · the bytes of RowCodec   otherwise
 * </pre>
 */
final class RowCell {
  private static final byte LONG = (byte) 0xFF;
  private static final int PREFIX = 1 + Long.BYTES;

  private RowCell() {}

  static ByteBuffer of(byte[] row, long version) {
    if (version < WriteTime.MAX_VERSION) {
      return ByteBuffer.wrap(row);
    }
    return ByteBuffer.allocate(PREFIX + row.length).put(LONG).putLong(version).put(row).flip();
  }

  /**
   * The bytes of RowCodec.
   *
   * @throws StoreException.Damaged if there are none
   */
  static byte[] row(ByteBuffer cell) {
    byte[] bytes = Bytes.of(cell);
    if (bytes.length == 0) {
      throw new StoreException.Damaged("stored bytes cannot be read: a row without bytes", null);
    }
    return bytes[0] == LONG
        ? Arrays.copyOfRange(bytes, Math.min(PREFIX, bytes.length), bytes.length)
        : bytes;
  }

  /** The row that is kept of two of one identity. */
  static byte[] greater(byte[] a, byte[] b) {
    return RowCodec.compare(a, b) >= 0 ? a : b;
  }
}
