package dev.touchstone.store;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps small ordered collections beside the interactions: the ledger, blocks, indexes. A record's
 * identity is (kind, partition, key); a partition's records are ordered by their keys, compared as
 * unsigned bytes, a beginning before what it begins.
 *
 * <p><b>Durability.</b> When a method that changes something returns, its effect survives the death
 * of the process and of the machine.
 *
 * <p><b>Concurrency.</b> All methods block and may be called from any thread at the same time. A
 * read sees every change that returned before it began. {@link #putIfAbsent} and {@link #replace}
 * are linearizable among each other within a partition, across all processes that share the store;
 * {@link #get} and {@link #read} see whatever one of them saw. A partition whose records are
 * changed by conditions is changed without them only where nobody changes it by conditions
 * meanwhile.
 *
 * <p><b>Errors.</b> As those of {@link InteractionStore}. After {@link
 * StoreException.OutcomeUnknown} a conditional change may have happened, or may happen a little
 * later: whoever does it again must be prepared to find its own record.
 *
 * <p>Every method throws {@link IllegalArgumentException} where a limit is passed.
 */
public interface RecordStore {
  int MAX_PARTITION_BYTES = 256;
  int MAX_KEY_BYTES = 256;
  int MAX_VALUE_BYTES = 1 << 20;

  /** The most records that one call of {@link #put} takes. */
  int MAX_PUT = 1_000;

  /** The most records that one call of {@link #read} gives. */
  int MAX_PAGE = 1_000;

  /** A page ends with the record that brings its values to this size together. */
  int MAX_PAGE_BYTES = 8 << 20;

  /** The value; empty if there is no such record. */
  Optional<byte[]> get(RecordKind kind, byte[] partition, byte[] key);

  /**
   * Records of a partition, in their order. It may be fewer than the limit though there are more:
   * an empty page, and only that, says that there are none left. {@link #walk} goes through all.
   *
   * @param after records behind this key are given, whether there is one of it or not; null for the
   *     first page
   * @param limit the most records, 1 to {@value #MAX_PAGE}
   */
  List<Record> read(RecordKind kind, byte[] partition, byte @Nullable [] after, int limit);

  /**
   * Every record of a partition, in their order, read page by page. Records put or deleted
   * meanwhile may or may not be seen.
   */
  default Iterator<Record> walk(RecordKind kind, byte[] partition) {
    return walk(kind, partition, null);
  }

  /**
   * The same, behind a key.
   *
   * @param after null for all
   */
  default Iterator<Record> walk(RecordKind kind, byte[] partition, byte @Nullable [] after) {
    return new RecordWalk(this, kind, partition, after);
  }

  /**
   * Walks through every record of a kind. The records of a partition come together and in their
   * order, partitions in an order of the engine's own. Records put or deleted meanwhile may or may
   * not be seen; all others are seen exactly once.
   */
  RecordScan scan(RecordKind kind);

  /**
   * Stores records, each in place of what was there. Not atomic: where an exception is thrown, any
   * of them may be stored. Doing it again is always right.
   *
   * @param records 0 to {@value #MAX_PUT}, of any partitions; of several with one key the last
   *     stays
   */
  void put(RecordKind kind, List<Record> records);

  /**
   * Stores a record where there is none.
   *
   * @return whether it was stored; false if there was one, which is left as it is
   */
  boolean putIfAbsent(RecordKind kind, Record record);

  /**
   * Gives a record another value if it has the expected one.
   *
   * @return whether it was replaced; false if there is none, or one of another value
   */
  boolean replace(RecordKind kind, Record expected, byte[] value);

  /** Hides a record from every later read. Deleting what is not there is no error. */
  void delete(RecordKind kind, byte[] partition, byte[] key);

  /**
   * Removes a whole partition, and its bytes, as {@link InteractionStore#erase} does. After it
   * returns no read shows a record that was put before it began. Erasing again is no error.
   *
   * @return where bytes may remain
   * @throws StoreException.OutcomeUnknown if it may be incomplete: erase again
   */
  List<Erasure.Residue> erase(RecordKind kind, byte[] partition);
}
