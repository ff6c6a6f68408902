package dev.touchstone.store;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.rest;
import static dev.touchstone.testing.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Walks through everything of a contact, and of a time range. */
public interface ScanContract extends StoreContract {
  @Test
  default void aContactIsWalkedThroughTypeByTypeNewestFirst() {
    Contacts.NEIGHBOURS.forEach(contact -> store().append(Contacts.rowsOf(contact).reversed()));
    for (ContactId contact : Contacts.NEIGHBOURS) {
      assertThat(rest(store().scan(contact))).isEqualTo(Contacts.rowsOf(contact));
    }
  }

  @Test
  default void everyContactIsWalkedThroughAndItsRowsComeTogether() {
    Contacts.NEIGHBOURS.forEach(contact -> store().append(Contacts.rowsOf(contact)));
    Map<ContactId, List<Interaction>> byContact = byContact(rest(store().scan(TimeRange.ALL)));
    assertThat(byContact.keySet()).containsExactlyInAnyOrderElementsOf(Contacts.NEIGHBOURS);
    byContact.forEach((contact, rows) -> assertThat(rows).isEqualTo(Contacts.rowsOf(contact)));
  }

  private static Map<ContactId, List<Interaction>> byContact(List<Interaction> rows) {
    Map<ContactId, List<Interaction>> byContact = new LinkedHashMap<>();
    ContactId before = null;
    for (Interaction row : rows) {
      if (!row.contact().equals(before)) {
        assertThat(byContact).as("contacts come once").doesNotContainKey(row.contact());
        before = row.contact();
      }
      byContact.computeIfAbsent(before, contact -> new ArrayList<>()).add(row);
    }
    return byContact;
  }

  @Test
  default void aTimeRangeIsInclusiveAtBothEdges() {
    store()
        .append(
            List.of(
                row(ANNA, SENT, NOON.minusNanos(1), "1"),
                row(0, "1"),
                row(5, "1"),
                row(ANNA, SENT, NOON.plusSeconds(5).plusNanos(1), "1"),
                row(ANNA, SENT, Timestamp.MIN, "1"),
                row(ANNA, SENT, Timestamp.MAX, "1"),
                row(ContactId.NONE, SENT, NOON, "1")));
    assertThat(rest(store().scan(new TimeRange(NOON, NOON.plusSeconds(5)))))
        .containsExactlyInAnyOrder(row(5, "1"), row(0, "1"), row(ContactId.NONE, SENT, NOON, "1"));
    assertThat(rest(store().scan(new TimeRange(NOON.plusNanos(1), NOON)))).isEmpty();
    assertThat(rest(store().scan(TimeRange.ALL))).hasSize(7);
  }

  @Test
  default void nothingIsWalkedThroughWhereNothingIs() {
    assertThat(rest(store().scan(ANNA))).isEmpty();
    assertThat(rest(store().scan(TimeRange.ALL))).isEmpty();
    try (Scan scan = store().scan(ANNA)) {
      assertThat(scan.hasNext()).isFalse();
      assertThat(scan.hasNext()).isFalse();
      assertThatThrownBy(scan::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  default void manyRowsAreSeenOnceAndInOrder() {
    List<Interaction> rows =
        IntStream.range(0, 5_000).mapToObj(i -> row(-i, Integer.toString(i % 7))).toList();
    store().append(rows);
    assertThat(rest(store().scan(ANNA))).isEqualTo(rows);
    assertThat(rest(store().scan(TimeRange.ALL))).isEqualTo(rows);
  }

  @Test
  default void rowsThatWereThereAreSeenOnceWhileOthersComeAndGo() {
    List<Interaction> rows = IntStream.range(0, 3_000).mapToObj(i -> row(-2 * i, "1")).toList();
    store().append(rows);
    List<Interaction> seen = new ArrayList<>();
    try (Scan scan = store().scan(ANNA)) {
      while (scan.hasNext()) {
        seen.add(scan.next());
        if (seen.size() % 100 == 0) {
          store().append(List.of(row(-2 * seen.size() - 1, "new"), row(seen.size(), "new")));
        }
        if (seen.size() == 1_500) {
          store().erase(ContactId.parse("somebody else"));
        }
      }
    }
    assertThat(seen).containsSubsequence(rows).doesNotHaveDuplicates();
  }

  @Test
  default void closingAgainDoesNothing() {
    store().append(List.of(row(0, "1")));
    Scan scan = store().scan(ANNA);
    scan.close();
    scan.close();
    assertThat(rest(store().scan(ANNA))).hasSize(1);
  }
}
