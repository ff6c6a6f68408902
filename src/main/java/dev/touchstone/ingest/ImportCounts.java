package dev.touchstone.ingest;

import dev.touchstone.store.Verdict;
import java.util.Map;

/**
 * What became of rows.
 *
 * @param read rows that were read; the sum of all others
 * @param stored rows that the store did not hold and holds now
 * @param repeated rows that the store held already, just so
 * @param superseded rows of which another version came before or after; the higher one is kept
 * @param conflicting rows of which the store held the same version with other content; one is kept
 * @param expired rows that are older than rows of their type are kept; they were not stored
 * @param erased rows of contacts that were erased; they were not stored
 * @param rejected rows that were not given to the store
 */
public record ImportCounts(
    long read,
    long stored,
    long repeated,
    long superseded,
    long conflicting,
    long expired,
    long erased,
    long rejected) {
  public static final ImportCounts NONE = new ImportCounts(0, 0, 0, 0, 0, 0, 0, 0);

  /**
   * @throws IllegalArgumentException if a row that was read is missing or counted twice
   */
  public ImportCounts {
    if (read != stored + repeated + superseded + conflicting + expired + erased + rejected) {
      throw new IllegalArgumentException(
          "%d read, but %d stored, %d repeated, %d superseded, %d conflicting, %d expired, %d erased, %d rejected"
              .formatted(
                  read, stored, repeated, superseded, conflicting, expired, erased, rejected));
    }
  }

  /**
   * The counts of rows of which so many were read and rejected, and the others got a verdict.
   *
   * @param verdicts how many rows got each; a verdict that is absent was not given
   */
  static ImportCounts of(long read, Map<Verdict, Long> verdicts, long rejected) {
    return new ImportCounts(
        read,
        verdicts.getOrDefault(Verdict.STORED, 0L),
        verdicts.getOrDefault(Verdict.REPEATED, 0L),
        verdicts.getOrDefault(Verdict.SUPERSEDED, 0L),
        verdicts.getOrDefault(Verdict.CONFLICTING, 0L),
        verdicts.getOrDefault(Verdict.EXPIRED, 0L),
        verdicts.getOrDefault(Verdict.ERASED, 0L),
        rejected);
  }

  /** How many rows got a verdict. */
  public long count(Verdict verdict) {
    return switch (verdict) {
      case STORED -> stored;
      case REPEATED -> repeated;
      case SUPERSEDED -> superseded;
      case CONFLICTING -> conflicting;
      case EXPIRED -> expired;
      case ERASED -> erased;
    };
  }

  /** The counts of the rows of both. */
  public ImportCounts plus(ImportCounts other) {
    return new ImportCounts(
        read + other.read,
        stored + other.stored,
        repeated + other.repeated,
        superseded + other.superseded,
        conflicting + other.conflicting,
        expired + other.expired,
        erased + other.erased,
        rejected + other.rejected);
  }
}
