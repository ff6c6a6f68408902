package dev.touchstone.store.cassandra;

/**
 * The timestamp of a write: which of two writes of one cell stays. It is a number and not a moment;
 * no clock has a part in it.
 *
 * <pre>
 * epoch (16 bits) · sweep (26 bits) · version (21 bits)       from the highest bit but the sign
 * epoch     how often the contact had been erased
 * sweep     the last sweep that removed rows of this type and age from the partition; 0 if none did
 * version   of the row, or the greatest number there is room for; then the cell itself decides
 * </pre>
 */
record WriteTime(int epoch, int sweep, long version) {
  private static final int VERSION_BITS = 21;
  private static final int SWEEP_BITS = 26;

  static final int MAX_EPOCH = (1 << 16) - 1;
  static final int MAX_SWEEP = (1 << SWEEP_BITS) - 1;

  /** Versions from here on have one timestamp. */
  static final long MAX_VERSION = (1L << VERSION_BITS) - 1;

  static WriteTime ofRow(int epoch, int sweep, long version) {
    return new WriteTime(epoch, sweep, Math.min(version, MAX_VERSION));
  }

  /** Of what is said about a partition in an epoch. */
  static WriteTime ofHeader(int epoch) {
    return new WriteTime(epoch, 0, 0);
  }

  /** Of a deletion of everything that was written before an epoch. */
  static WriteTime before(int epoch) {
    return new WriteTime(epoch - 1, MAX_SWEEP, MAX_VERSION);
  }

  /** Of a deletion of what was written in an epoch before a sweep. */
  static WriteTime before(int epoch, int sweep) {
    return new WriteTime(epoch, sweep - 1, MAX_VERSION);
  }

  static WriteTime of(long value) {
    return new WriteTime(
        (int) (value >>> (SWEEP_BITS + VERSION_BITS)),
        (int) (value >>> VERSION_BITS) & MAX_SWEEP,
        value & MAX_VERSION);
  }

  long value() {
    return ((long) epoch << (SWEEP_BITS + VERSION_BITS)) | ((long) sweep << VERSION_BITS) | version;
  }
}
