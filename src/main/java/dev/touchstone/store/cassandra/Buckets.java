package dev.touchstone.store.cassandra;

import dev.touchstone.interaction.TypeName;
import java.util.stream.IntStream;

/**
 * In which of a contact's partitions a row lies. A contact begins with one; when the partitions
 * hold too many rows, their number is doubled. Rows that are there stay where they are, so a row is
 * looked for in each bucket in which it may have been written. The hash must never change.
 *
 * @param rowsPerMark of about so many rows one leaves a mark; a power of 2
 * @param marksPerBucket when a contact has more marks for each of its buckets, it gets more buckets
 */
record Buckets(int rowsPerMark, int marksPerBucket) {
  /** Doubles at about 98,000 rows for each bucket: some ten megabytes. */
  static final Buckets USUAL = new Buckets(1 << 10, 96);

  /** A contact has no more; its partitions grow from there on. */
  static final int MAX_BUCKETS = 1 << 10;

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** 64 bits of FNV-1a over the type, a zero and the position, mixed as MurmurHash3 does. */
  static long hash(TypeName type, byte[] position) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < type.value().length(); i++) {
      hash = (hash ^ type.value().charAt(i)) * FNV_PRIME;
    }
    hash *= FNV_PRIME;
    for (byte b : position) {
      hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }

  /** Where a row is written while the contact has so many buckets. */
  static int of(long hash, int buckets) {
    return (int) (hash >>> 40) & (buckets - 1);
  }

  /** Where a row may have been written until the contact had so many buckets. */
  static IntStream places(long hash, int buckets) {
    return IntStream.iterate(1, it -> it <= buckets, it -> it * 2)
        .map(it -> of(hash, it))
        .distinct();
  }

  /** Whether a row leaves a mark: the same for a row, whoever stores it. */
  boolean isMarked(long hash) {
    return (hash & (rowsPerMark - 1)) == 0;
  }

  boolean areTooFew(int buckets, long marks) {
    return buckets < MAX_BUCKETS && marks > (long) buckets * marksPerBucket;
  }
}
