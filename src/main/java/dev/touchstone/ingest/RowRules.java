package dev.touchstone.ingest;

import java.time.Duration;

/**
 * What is asked of rows beyond being an interaction.
 *
 * @param unknownTypes rows of types that the catalogue does not know
 * @param unknownColumns rows with columns that the catalogue does not give to their type
 * @param unfitValues rows with a value that is not of its column's type, without a value that the
 *     catalogue asks for, or from too far in the future
 * @param missingIds rows without an id; to keep one, its id is derived from its content
 * @param futureTolerance how far ahead of the clock a timestamp may be
 */
public record RowRules(
    Decision unknownTypes,
    Decision unknownColumns,
    Decision unfitValues,
    Decision missingIds,
    Duration futureTolerance) {
  private static final Duration TOLERANCE = Duration.ofHours(24);

  /** What happens to such a row. */
  public enum Decision {
    /** It is stored as it is, and counted. */
    KEEP,
    REJECT
  }

  /**
   * Of an export: what the product itself has written is kept, whatever it is. Only an id must be
   * there, which every export has.
   */
  public static RowRules ofExport(Decision unknownTypes, Decision unknownColumns) {
    return new RowRules(unknownTypes, unknownColumns, Decision.KEEP, Decision.REJECT, TOLERANCE);
  }

  /** Of a live system, which can mend what it is told. */
  public static RowRules ofSender(
      Decision unknownTypes, Decision unknownColumns, Duration futureTolerance) {
    return new RowRules(
        unknownTypes, unknownColumns, Decision.REJECT, Decision.KEEP, futureTolerance);
  }
}
