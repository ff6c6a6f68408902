package dev.touchstone.bench.load;

import dev.touchstone.interaction.ContactId;
import java.time.Duration;
import java.time.Instant;

/**
 * Which rows a load has: equal specs give equal rows, on any machine.
 *
 * @param rows how many there are, all of different identity
 * @param seed decides everything that chance decides
 * @param contacts how many contacts there are; most rows are of few of them
 * @param part 0 for the rows that a store begins with; from 1 on for rows of the same contacts that
 *     come later, each part with others
 */
public record LoadSpec(long rows, long seed, int contacts, int part) {
  /**
   * The rows of the contact with the longest history, where a load is large enough for it: a
   * mailbox whose mails a machine opens, all of them of one type.
   */
  public static final long LONGEST_HISTORY = 110_000;

  private static final int ROWS_PER_CONTACT = 100;
  private static final int MAX_CONTACTS = 100_000_000;
  private static final double MOST_OF_ONE_CONTACT = 0.1;
  private static final Instant BEGINNING = Instant.parse("2019-01-01T00:00:00Z");
  private static final Duration SPAN = Duration.ofDays(1_096);

  public LoadSpec {
    if (rows < 1 || contacts < 2 || contacts > MAX_CONTACTS || part < 0) {
      throw new IllegalArgumentException(
          "1 row or more, 2 contacts or more and a part of 0 or more, not %,d, %,d and %,d"
              .formatted(rows, contacts, part));
    }
  }

  /** The rows that a store begins with, {@value #ROWS_PER_CONTACT} a contact on average. */
  public static LoadSpec of(long rows, long seed) {
    return new LoadSpec(rows, seed, Math.clamp(rows / ROWS_PER_CONTACT, 10, MAX_CONTACTS), 0);
  }

  /** Later rows of the same contacts. */
  public LoadSpec later(long moreRows, int laterPart) {
    return new LoadSpec(moreRows, seed, contacts, laterPart);
  }

  /** Which part of the rows are those of the contact with the longest history. */
  double longestShare() {
    return part == 0 ? Math.min(MOST_OF_ONE_CONTACT, (double) LONGEST_HISTORY / rows) : 0;
  }

  /** The contact with the longest history. */
  public ContactId longestHistory() {
    return Person.of(seed, 0).contact();
  }

  Instant start() {
    return part == 0 ? BEGINNING : BEGINNING.plus(SPAN);
  }

  Duration span() {
    return SPAN;
  }

  /** The seed of what happens in this part; what contacts are is decided by the seed alone. */
  long seedOfPart() {
    return Chance.mix(seed, part);
  }
}
