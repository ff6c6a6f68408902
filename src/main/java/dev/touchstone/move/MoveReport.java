package dev.touchstone.move;

import dev.touchstone.interaction.ContactId;
import java.util.List;

/**
 * What a move came to.
 *
 * @param copiedRows in this run
 * @param contacts that were compared
 * @param rows that they have
 * @param repaired contacts that differed at first, and were made equal
 * @param surplus contacts that only the target had, and that were erased there
 * @param unequal contacts that differ still; the first {@value #MAX_NAMED} of them
 * @param unequalContacts how many those are
 */
public record MoveReport(
    Outcome outcome,
    long copiedRows,
    long contacts,
    long rows,
    long repaired,
    long surplus,
    Records records,
    List<ContactId> unequal,
    long unequalContacts) {
  public static final int MAX_NAMED = 10_000;

  public MoveReport {
    unequal = List.copyOf(unequal);
  }

  /** How it ended. */
  public enum Outcome {
    /** Everything was equal, and the target has taken over. */
    SWITCHED,
    /** Everything was equal; the source answers still, as was wished. */
    EQUAL,
    /** Something differs that could not be made equal; the source answers still. */
    UNEQUAL
  }

  /**
   * What became of records.
   *
   * @param compared how many there were on either side
   * @param repaired how many were copied, replaced or deleted
   * @param unequal how many differ still
   */
  public record Records(long compared, long repaired, long unequal) {
    static final Records NONE = new Records(0, 0, 0);

    Records plus(Records more) {
      return new Records(
          compared + more.compared, repaired + more.repaired, unequal + more.unequal);
    }
  }

  /** Without contact ids. */
  @Override
  public String toString() {
    return "MoveReport[%s, %,d contacts, %,d rows, %,d repaired, %,d surplus, %,d unequal, %s]"
        .formatted(outcome, contacts, rows, repaired, surplus, unequalContacts, records);
  }
}
