package dev.touchstone.store.codec;

import static java.util.Objects.requireNonNull;

import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.StoreException;
import java.util.Arrays;

/**
 * The bytes of a record's key where all kinds lie in one ordered space. Compared as unsigned bytes,
 * the records of a partition are one range, in the order of their keys, and so is a kind. All
 * methods are pure.
 *
 * <pre>
 * kind       1 byte
 * partition  length (2 bytes) · bytes
 * key        bytes to the end
 * </pre>
 */
public final class RecordCodec {
  private static final int HEAD_BYTES = 3;

  private RecordCodec() {}

  /** What all keys of a kind begin with, and no other key. */
  public static byte[] encode(RecordKind kind) {
    return new byte[] {(byte) kind.number()};
  }

  /** What all keys of a partition begin with, and no other key. */
  public static byte[] encode(RecordKind kind, byte[] partition) {
    return head(kind, partition, 0).toBytes();
  }

  public static byte[] encode(RecordKind kind, byte[] partition, byte[] key) {
    return head(kind, partition, key.length).put(key).toBytes();
  }

  private static ByteWriter head(RecordKind kind, byte[] partition, int more) {
    return new ByteWriter(HEAD_BYTES + partition.length + more)
        .put(kind.number())
        .putBigEndian(partition.length, 2)
        .put(partition);
  }

  /** The smallest bytes that are greater than every key with this prefix. */
  public static byte[] afterPrefix(byte[] prefix) {
    return requireNonNull(KeyCodec.afterPrefix(prefix), "kinds are smaller than the greatest byte");
  }

  /**
   * Reads a record.
   *
   * @throws StoreException.Damaged if the bytes are none
   */
  public static Record decode(byte[] key, byte[] value) {
    try {
      int behind = HEAD_BYTES + (((key[1] & 0xFF) << 8) | (key[2] & 0xFF));
      return new Record(
          Arrays.copyOfRange(key, HEAD_BYTES, behind),
          Arrays.copyOfRange(key, behind, key.length),
          value);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new StoreException.Damaged("the key of a record cannot be read", e);
    }
  }
}
