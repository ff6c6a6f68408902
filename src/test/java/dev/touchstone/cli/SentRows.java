package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.TypeName;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows made of their numbers, of which it is known which were sent and which were acknowledged.
 * Thread-safe.
 */
final class SentRows {
  /** The header of {@link #csv}. */
  static final String CSV_HEADER =
      "\"Timestamp\",\"InternalMarketingInteractionId\",\"ContactId\",\"City\"\r\n";

  private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");

  private int sent;
  private int answers;
  private int missing;
  private final BitSet acknowledged = new BitSet();

  /** Numbers of rows: from the first to before the last. */
  record Range(int from, int to) {
    String lines() {
      return IntStream.range(from, to).mapToObj(SentRows::line).collect(Collectors.joining());
    }
  }

  /** Fresh rows, which count as sent. */
  synchronized Range next(int count) {
    sent += count;
    return new Range(sent - count, sent);
  }

  synchronized Range all() {
    return new Range(0, sent);
  }

  /** An answer came that acknowledges the first so many rows of a range. */
  synchronized void acknowledged(Range range, int count) {
    acknowledged.set(range.from(), range.from() + count);
    answers++;
    notifyAll();
  }

  /** Waits for so many answers more. */
  synchronized void awaitAnswers(int more) throws InterruptedException {
    int wanted = answers + more;
    while (answers < wanted) {
      wait();
    }
  }

  /** How many rows that were sent were not stored when it was last checked. */
  synchronized int missing() {
    return missing;
  }

  /** No acknowledged row is missing, no row is there twice, none that nobody sent. */
  synchronized void check(String when, List<Interaction> stored) {
    BitSet found = new BitSet();
    for (Interaction row : stored) {
      int number = Integer.parseInt(row.id().value());
      assertThat(number).as("%s: a row that was sent", when).isBetween(0, sent - 1);
      assertThat(row).as("%s: row %d", when, number).isEqualTo(row(number));
      assertThat(found.get(number)).as("%s: row %d twice", when, number).isFalse();
      found.set(number);
    }
    BitSet lost = (BitSet) acknowledged.clone();
    lost.andNot(found);
    assertThat(lost.cardinality())
        .as("%s: acknowledged rows that are missing: %s", when, lost)
        .isZero();
    missing = sent - found.cardinality();
    System.out.printf(
        "%s: %,d rows sent, %,d acknowledged, %,d stored%n",
        when, sent, acknowledged.cardinality(), found.cardinality());
  }

  static Interaction row(int number) {
    return new Interaction(
        ContactId.parse("contact-" + number % 50),
        new TypeName("EmailSent"),
        FIRST.plusSeconds(number),
        InteractionId.parse(Integer.toString(number)),
        1,
        Fields.of(Map.of("City", text(number))));
  }

  /** A row as a line of JSON. */
  static String line(int number) {
    return ("{\"InteractionType\":\"EmailSent\",\"ContactId\":\"contact-%d\",\"Timestamp\":\"%s\","
            + "\"InteractionId\":\"%d\",\"City\":\"%s\"}\n")
        .formatted(number % 50, FIRST.plusSeconds(number), number, text(number));
  }

  /** A row of an export's CSV. */
  static String csv(int number) {
    return "\"%s\",\"%d\",\"contact-%d\",\"%s\"\r\n"
        .formatted(FIRST.plusSeconds(number), number, number % 50, text(number));
  }

  private static String text(int number) {
    return Integer.toHexString(number * 0x9E3779B1).repeat(1 + number % 40);
  }
}
