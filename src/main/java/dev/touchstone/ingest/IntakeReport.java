package dev.touchstone.ingest;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of the rows of one intake. Counts and lists are of the rows up to {@code
 * acknowledged}: those are stored and synced, or rejected. Of rows behind it nothing is said, so
 * whoever sent them sends them again.
 *
 * @param counts what became of them
 * @param withoutContact rows given to the store that belong to no contact
 * @param derivedIds rows that came without an id and got one from their content
 * @param unknownTypes rows per type that the catalogue does not know; they were kept
 * @param unknownColumns rows per column that its type does not have, as {@code Type.Column}; they
 *     were kept. Of this and {@code unknownTypes} at most {@value ImportSummary#MOST_NAMED} names
 *     are told, the others together
 * @param conflicts where conflicting rows stand; the first {@value ImportSummary#MOST_NAMED}
 * @param erased where rows stand whose contact was erased; as many
 * @param rejected the first rejected rows
 * @param rejectedLeftOut how many more rows were rejected
 * @param acknowledged the last row of which this tells
 * @param bytes what the input had, as it was sent and unpacked
 * @param end why it ended
 */
public record IntakeReport(
    ImportCounts counts,
    long withoutContact,
    long derivedIds,
    SortedMap<String, Long> unknownTypes,
    SortedMap<String, Long> unknownColumns,
    List<Place> conflicts,
    List<Place> erased,
    List<RejectedRow> rejected,
    long rejectedLeftOut,
    Place acknowledged,
    Bytes bytes,
    IntakeEnd end) {
  public IntakeReport {
    unknownTypes = new TreeMap<>(unknownTypes);
    unknownColumns = new TreeMap<>(unknownColumns);
    conflicts = List.copyOf(conflicts);
    erased = List.copyOf(erased);
    rejected = List.copyOf(rejected);
  }

  /**
   * Where a row begins.
   *
   * @param row its number, the first being 1, empty lines not counted; 0 for no row at all
   * @param line its line, the first being 1; 0 for no row at all
   */
  public record Place(long row, long line) {
    static final Place NONE = new Place(0, 0);
  }

  /** The bytes of an input that were read. */
  public record Bytes(long sent, long unpacked) {}

  /**
   * A row that was not stored, and why. Column, value and reason may hold personal data: they go to
   * whoever sent the row and never into a log.
   *
   * @param column the column at fault; null where it is the row as a whole
   * @param value the text at fault, shortened to {@value Rejection#LONGEST_VALUE} characters; null
   *     where there is none to show
   * @param reason a sentence that says what is wrong and what would be right
   */
  public record RejectedRow(
      Place place,
      RejectionCode code,
      @Nullable String column,
      @Nullable String value,
      String reason) {}
}
