package dev.touchstone.ingest;

/**
 * What became of rows.
 *
 * @param read rows that were read; the sum of all others
 * @param stored rows that the store did not hold and holds now
 * @param repeated rows that the store held already, just so
 * @param superseded rows of which another version came before or after; the higher one is kept
 * @param conflicting rows of which the store held the same version with other content; one is kept
 * @param rejected rows that were not given to the store
 */
public record ImportCounts(
    long read, long stored, long repeated, long superseded, long conflicting, long rejected) {
  public static final ImportCounts NONE = new ImportCounts(0, 0, 0, 0, 0, 0);

  /**
   * @throws IllegalArgumentException if a row that was read is missing or counted twice
   */
  public ImportCounts {
    if (read != stored + repeated + superseded + conflicting + rejected) {
      throw new IllegalArgumentException(
          "%d read, but %d stored, %d repeated, %d superseded, %d conflicting, %d rejected"
              .formatted(read, stored, repeated, superseded, conflicting, rejected));
    }
  }

  /** The counts of the rows of both. */
  public ImportCounts plus(ImportCounts other) {
    return new ImportCounts(
        read + other.read,
        stored + other.stored,
        repeated + other.repeated,
        superseded + other.superseded,
        conflicting + other.conflicting,
        rejected + other.rejected);
  }
}
