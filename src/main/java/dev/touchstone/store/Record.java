package dev.touchstone.store;

import java.util.Arrays;

/**
 * One record of a {@link RecordStore}. Its arrays are its own and must not be changed.
 *
 * @param partition which records lie together, 1 to {@link RecordStore#MAX_PARTITION_BYTES} bytes
 * @param key its place among them, 1 to {@link RecordStore#MAX_KEY_BYTES} bytes
 * @param value at most {@link RecordStore#MAX_VALUE_BYTES} bytes
 */
// Equality is by content, and the name is the field's word; nothing here needs java.lang.Record.
@SuppressWarnings({"ArrayRecordComponent", "AvoidCommonTypeNames"})
public record Record(byte[] partition, byte[] key, byte[] value) {
  public Record {
    partition = RecordLimits.partition(partition).clone();
    key = RecordLimits.key(key).clone();
    value = RecordLimits.value(value).clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Record(byte[] itsPartition, byte[] itsKey, byte[] itsValue)
        && Arrays.equals(partition, itsPartition)
        && Arrays.equals(key, itsKey)
        && Arrays.equals(value, itsValue);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(partition) + Arrays.hashCode(key)) + Arrays.hashCode(value);
  }

  /** Without content, which may be personal data. */
  @Override
  public String toString() {
    return "Record[%d, %d and %d bytes]".formatted(partition.length, key.length, value.length);
  }
}
