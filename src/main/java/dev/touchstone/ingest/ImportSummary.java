package dev.touchstone.ingest;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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
 * @param bytes how many bytes were read
 */
public record ImportSummary(
    SortedMap<String, ImportCounts> byType,
    long withoutContact,
    SortedMap<String, Long> unknownTypes,
    SortedMap<String, Long> unknownColumns,
    SortedMap<String, Long> unfitValues,
    List<Conflict> conflicts,
    long blobs,
    long bytes) {
  public static final int MOST_NAMED = 100;
  public static final String OTHERS = "(others)";

  public ImportSummary {
    byType = copy(byType);
    unknownTypes = copy(unknownTypes);
    unknownColumns = copy(unknownColumns);
    unfitValues = copy(unfitValues);
    conflicts = List.copyOf(conflicts);
  }

  /** A row of which the store held the same version with other content. */
  public record Conflict(String blob, long line) {}

  /** The counts of all types together. */
  public ImportCounts counts() {
    return byType.values().stream().reduce(ImportCounts.NONE, ImportCounts::plus);
  }

  private static <V> SortedMap<String, V> copy(SortedMap<String, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
