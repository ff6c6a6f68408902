package dev.touchstone.store;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.read;
import static dev.touchstone.testing.Rows.rest;
import static dev.touchstone.testing.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Erasure of everything of one contact, and of nothing else. */
public interface EraseContract extends StoreContract {
  @Test
  default void erasedRowsAreGoneFromEveryRead() {
    store().append(Contacts.rowsOf(ANNA));
    Erasure erasure = store().erase(ANNA);
    assertThat(erasure.interactions()).isEqualTo(Contacts.rowsOf(ANNA).size());
    assertThat(read(store(), ANNA, SENT)).isEmpty();
    assertThat(rest(store().scan(ANNA))).isEmpty();
    assertThat(rest(store().scan(TimeRange.ALL))).isEmpty();
  }

  @Test
  default void erasingAgainFindsNothing() {
    store().append(Contacts.rowsOf(ANNA));
    store().erase(ANNA);
    assertThat(store().erase(ANNA).interactions()).isZero();
    assertThat(store().erase(ContactId.parse("nobody")).interactions()).isZero();
  }

  @Test
  default void rowsOfOneIdentityCountOnce() {
    store().append(List.of(row(0, "1"), row(row(0, "1"), 2, "b"), row(1, "1")));
    assertThat(store().erase(ANNA).interactions()).isEqualTo(2);
  }

  @Test
  default void neighboursAreLeft() {
    Contacts.NEIGHBOURS.forEach(contact -> store().append(Contacts.rowsOf(contact)));
    List<ContactId> left = new ArrayList<>(Contacts.NEIGHBOURS);
    for (ContactId contact : Contacts.NEIGHBOURS) {
      if (contact.isNone()) {
        continue;
      }
      assertThat(store().erase(contact).interactions()).isEqualTo(9);
      left.remove(contact);
      assertThat(rest(store().scan(contact))).isEmpty();
      left.forEach(
          other -> assertThat(rest(store().scan(other))).isEqualTo(Contacts.rowsOf(other)));
    }
  }

  @Test
  default void rowsMayBeAppendedAgain() {
    List<Interaction> rows = Contacts.rowsOf(ANNA);
    store().append(List.of(row(rows.getFirst(), 9, "z")));
    store().erase(ANNA);
    assertThat(store().append(rows)).containsOnly(Verdict.STORED);
    assertThat(rest(store().scan(ANNA))).isEqualTo(rows);
    assertThat(store().erase(ANNA).interactions()).isEqualTo(rows.size());
  }

  @Test
  default void rowsOfNoContactAreNotErasedAsIfTheyWereOne() {
    store().append(Contacts.rowsOf(ContactId.NONE));
    assertThatThrownBy(() -> store().erase(ContactId.NONE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(rest(store().scan(ContactId.NONE))).hasSize(9);
  }
}
