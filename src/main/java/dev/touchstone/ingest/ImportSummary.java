package dev.touchstone.ingest;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What an import did. It holds no personal data.
 *
 * @param byType counts per type, by its canonical name
 * @param withoutContact rows given to the store that belong to no contact
 * @param unknownTypes rows per type that the catalogue does not know; they were kept
 * @param unknownColumns rows per column that its type does not have in the catalogue, as {@code
 *     Type.Column}; their values were kept. At most {@value #MOST_NAMED}, the others together under
 *     {@value #OTHERS}
 * @param unfitValues rows per column, likewise, whose value is not what the catalogue says of the
 *     column, or lies in the future; they were kept as they are
 * @param conflicts where conflicting rows stand; the first {@value #MOST_NAMED}
 * @param blobs how many blobs were read to their end
 * @param bytes how many bytes were read, packed as they were
 * @param takenBefore what was not read, because earlier imports have taken it
 * @param startedOver how many blobs are not what they were when an earlier import took some of
 *     them, and were read from their beginning
 */
public record ImportSummary(
    SortedMap<String, ImportCounts> byType,
    long withoutContact,
    SortedMap<String, Long> unknownTypes,
    SortedMap<String, Long> unknownColumns,
    SortedMap<String, Long> unfitValues,
    List<Conflict> conflicts,
    long blobs,
    long bytes,
    TakenBefore takenBefore,
    long startedOver) {
  public static final int MOST_NAMED = 100;
  public static final String OTHERS = "(others)";

  /** Under which rows count whose type is not known. */
  public static final String NO_TYPE = "(no type)";

  /** The most types that are counted one by one; rows of others count together. */
  static final int MOST_TYPES = 1_000;

  /** Nothing. */
  public static final ImportSummary EMPTY = new Tally().summary();

  public ImportSummary {
    byType = copy(byType);
    unknownTypes = copy(unknownTypes);
    unknownColumns = copy(unknownColumns);
    unfitValues = copy(unfitValues);
    conflicts = List.copyOf(conflicts);
  }

  /** A row of which the store held the same version with other content. */
  public record Conflict(String blob, long line) {}

  /**
   * What earlier imports have taken.
   *
   * @param blobs of which nothing was left to take
   * @param rows of those and of others; where they were read they would be repeated, or rejected
   * @param rejected how many of them were rejected then
   */
  public record TakenBefore(long blobs, long rows, long rejected) {
    static final TakenBefore NOTHING = new TakenBefore(0, 0, 0);

    TakenBefore plus(TakenBefore other) {
      return new TakenBefore(blobs + other.blobs, rows + other.rows, rejected + other.rejected);
    }

    TakenBefore plus(Checkpoint before, boolean wholeBlob) {
      return new TakenBefore(
          blobs + (wholeBlob ? 1 : 0), rows + before.rows(), rejected + before.rejected());
    }
  }

  /** What both imports did together. */
  public ImportSummary plus(ImportSummary other) {
    SortedMap<String, ImportCounts> types = new TreeMap<>(byType);
    other.byType.forEach((type, counts) -> types.merge(type, counts, ImportCounts::plus));
    return new ImportSummary(
        types,
        withoutContact + other.withoutContact,
        sum(unknownTypes, other.unknownTypes),
        sum(unknownColumns, other.unknownColumns),
        sum(unfitValues, other.unfitValues),
        Stream.concat(conflicts.stream(), other.conflicts.stream()).limit(MOST_NAMED).toList(),
        blobs + other.blobs,
        bytes + other.bytes,
        takenBefore.plus(other.takenBefore),
        startedOver + other.startedOver);
  }

  private static SortedMap<String, Long> sum(
      SortedMap<String, Long> one, SortedMap<String, Long> other) {
    SortedMap<String, Long> sum = new TreeMap<>(one);
    other.forEach((name, count) -> sum.merge(name, count, Long::sum));
    return sum;
  }

  /** The counts of all types together. */
  public ImportCounts counts() {
    return byType.values().stream().reduce(ImportCounts.NONE, ImportCounts::plus);
  }

  private static <V> SortedMap<String, V> copy(SortedMap<String, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
