package dev.touchstone.store;

import static dev.touchstone.store.ReadContract.IN_ORDER;
import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Oldest first, and the types of a contact. */
public interface OrderContract extends StoreContract {
  @Test
  default void oldestFirstIsTheExactReverse() {
    store().append(IN_ORDER);
    for (int limit = 1; limit <= IN_ORDER.size() + 1; limit++) {
      assertThat(backwards(TimeRange.ALL, limit)).isEqualTo(IN_ORDER.reversed());
    }
  }

  @Test
  default void rangesAreInclusiveAtBothEdgesBackwardsToo() {
    store().append(IN_ORDER);
    for (Interaction first : IN_ORDER) {
      for (Interaction last : IN_ORDER) {
        TimeRange range = new TimeRange(last.timestamp(), first.timestamp());
        List<Interaction> expected =
            IN_ORDER.reversed().stream().filter(row -> range.contains(row.timestamp())).toList();
        assertThat(backwards(range, 4)).isEqualTo(expected);
      }
    }
  }

  @Test
  default void aPositionNeedNotBeARowBackwardsEither() {
    store().append(IN_ORDER);
    Position between = new Position(NOON, InteractionId.parse("aa"));
    assertThat(store().read(oldest(TimeRange.ALL, 1, between)).interactions())
        .containsExactly(row(0, "a\u0000"));
    TimeRange noon = new TimeRange(NOON, NOON);
    Position older = new Position(NOON.minusSeconds(5), InteractionId.parse("x"));
    assertThat(store().read(oldest(noon, 1, older)).interactions()).containsExactly(row(0, "😀"));
    Position newer = new Position(NOON.plusSeconds(5), InteractionId.parse("x"));
    assertThat(store().read(oldest(noon, 1, newer))).isEqualTo(new Page(List.of(), null));
  }

  @Test
  default void contactsNeverSeeEachOthersRowsBackwardsEither() {
    Contacts.NEIGHBOURS.forEach(contact -> store().append(Contacts.rowsOf(contact)));
    for (ContactId contact : Contacts.NEIGHBOURS) {
      List<Interaction> rows = new ArrayList<>();
      for (var type : Contacts.TYPES) {
        rows.addAll(
            store()
                .read(new Query(contact, type, TimeRange.ALL, 99, null, Order.OLDEST_FIRST))
                .interactions()
                .reversed());
      }
      assertThat(rows).isEqualTo(Contacts.rowsOf(contact));
    }
  }

  @Test
  default void aContactHasTheTypesOfItsRows() {
    Contacts.NEIGHBOURS.forEach(contact -> store().append(Contacts.rowsOf(contact)));
    for (ContactId contact : Contacts.NEIGHBOURS) {
      var expected =
          Contacts.rowsOf(contact).stream().map(Interaction::type).distinct().sorted().toList();
      assertThat(store().types(contact, 99)).isEqualTo(expected);
      assertThat(store().types(contact, 1)).isEqualTo(expected.subList(0, 1));
    }
    assertThat(store().types(ContactId.parse("nobody"), 9)).isEmpty();
  }

  @Test
  default void anErasedContactHasNoTypes() {
    store().append(List.of(row(0, "1"), row(ANNA, SENT, Timestamp.MIN, "1")));
    assertThat(store().types(ANNA, 9)).containsExactly(SENT);
    store().erase(ANNA);
    assertThat(store().types(ANNA, 9)).isEmpty();
  }

  private List<Interaction> backwards(TimeRange range, int limit) {
    List<Interaction> rows = new ArrayList<>();
    @Nullable Position after = null;
    do {
      Page page = store().read(oldest(range, limit, after));
      rows.addAll(page.interactions());
      after = page.next();
    } while (after != null);
    return rows;
  }

  private static Query oldest(TimeRange range, int limit, @Nullable Position after) {
    return new Query(ANNA, SENT, range, limit, after, Order.OLDEST_FIRST);
  }
}
