package dev.touchstone.store;

import java.util.List;

/**
 * The limits of {@link RecordStore}, as checks that give back what they were given or throw {@link
 * IllegalArgumentException}: the same words on every engine.
 */
public final class RecordLimits {
  private RecordLimits() {}

  public static byte[] partition(byte[] partition) {
    return bytes("partition", partition, 1, RecordStore.MAX_PARTITION_BYTES);
  }

  public static byte[] key(byte[] key) {
    return bytes("key", key, 1, RecordStore.MAX_KEY_BYTES);
  }

  public static byte[] value(byte[] value) {
    return bytes("value", value, 0, RecordStore.MAX_VALUE_BYTES);
  }

  /** The limit of a page. */
  public static int page(int limit) {
    if (limit < 1 || limit > RecordStore.MAX_PAGE) {
      throw new IllegalArgumentException(
          "a limit of 1 to %,d, not %,d".formatted(RecordStore.MAX_PAGE, limit));
    }
    return limit;
  }

  /** What one call puts. */
  public static List<Record> put(List<Record> records) {
    if (records.size() > RecordStore.MAX_PUT) {
      throw new IllegalArgumentException(
          "at most %,d records, not %,d".formatted(RecordStore.MAX_PUT, records.size()));
    }
    return records;
  }

  private static byte[] bytes(String what, byte[] bytes, int min, int max) {
    if (bytes.length < min || bytes.length > max) {
      throw new IllegalArgumentException(
          "a record's %s has %,d to %,d bytes, not %,d".formatted(what, min, max, bytes.length));
    }
    return bytes;
  }
}
