package dev.touchstone.store;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.OPENED;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.pages;
import static dev.touchstone.testing.Rows.read;
import static dev.touchstone.testing.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.Timestamp;
import dev.touchstone.interaction.TypeName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Order, pages and ranges. */
public interface ReadContract extends StoreContract {
  String LOW_GUID = "00000000000000000000000000000001";
  String HIGH_GUID = "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF";

  /** Newest first, then by id: GUIDs, then texts by their bytes. */
  List<Interaction> IN_ORDER =
      List.of(
          row(ANNA, SENT, Timestamp.MAX, "1"),
          row(9, "1"),
          row(ANNA, SENT, NOON.plusNanos(999_999_999), "1"),
          row(ANNA, SENT, NOON.plusNanos(500_000_000), LOW_GUID),
          row(ANNA, SENT, NOON.plusNanos(500_000_000), "1"),
          row(ANNA, SENT, NOON.plusNanos(1), "1"),
          row(0, LOW_GUID),
          row(0, HIGH_GUID),
          row(0, "!"),
          row(0, "a"),
          row(0, "a\u0000"),
          row(0, "ab"),
          row(0, "b"),
          row(0, "ÿ"),
          row(0, "\uFFFD"),
          row(0, "😀"),
          row(ANNA, SENT, NOON.minusNanos(1), "1"),
          row(-1, "1"),
          row(ANNA, SENT, Instant.EPOCH, "1"),
          row(ANNA, SENT, Instant.EPOCH.minusNanos(1), "1"),
          row(ANNA, SENT, Timestamp.MIN, "1"));

  @Test
  default void rowsComeNewestFirstThenById() {
    store().append(IN_ORDER.reversed());
    assertThat(read(store(), ANNA, SENT)).isEqualTo(IN_ORDER);
  }

  @Test
  default void pagesOfAnySizeAreTheWhole() {
    store().append(IN_ORDER);
    for (int limit = 1; limit <= IN_ORDER.size() + 1; limit++) {
      assertThat(pages(store(), ANNA, SENT, TimeRange.ALL, limit)).isEqualTo(IN_ORDER);
    }
  }

  @Test
  default void aPageNamesItsLastRowIfThereIsMore() {
    store().append(IN_ORDER);
    int all = IN_ORDER.size();
    Page most = store().read(query(TimeRange.ALL, all - 1, null));
    assertThat(most.interactions()).isEqualTo(IN_ORDER.subList(0, all - 1));
    assertThat(most.next()).isEqualTo(Position.of(IN_ORDER.get(all - 2)));
    assertThat(store().read(query(TimeRange.ALL, all, null)).next()).isNull();
    assertThat(store().read(query(TimeRange.ALL, 5, Position.of(IN_ORDER.get(all - 1)))))
        .isEqualTo(new Page(List.of(), null));
  }

  @Test
  default void thereIsNoMoreIfTheRangeHasNoMore() {
    store().append(List.of(row(0, "1"), row(1, "1"), row(2, "1")));
    Page page =
        store().read(query(new TimeRange(NOON.plusSeconds(1), NOON.plusSeconds(9)), 2, null));
    assertThat(page).isEqualTo(new Page(List.of(row(2, "1"), row(1, "1")), null));
  }

  @Test
  default void aPositionNeedNotBeARow() {
    store().append(IN_ORDER);
    Position between = new Position(NOON, InteractionId.parse("aa"));
    assertThat(store().read(query(TimeRange.ALL, 1, between)).interactions())
        .containsExactly(row(0, "ab"));
    Position gone = new Position(NOON.plusSeconds(5), InteractionId.parse("x"));
    assertThat(store().read(query(TimeRange.ALL, 1, gone)).interactions())
        .containsExactly(IN_ORDER.get(2));
  }

  @Test
  default void aPositionOutsideTheRangeIsNoLeave() {
    store().append(IN_ORDER);
    TimeRange noon = new TimeRange(NOON, NOON);
    Position newer = new Position(NOON.plusSeconds(5), InteractionId.parse("x"));
    assertThat(store().read(query(noon, 1, newer)).interactions())
        .containsExactly(row(0, LOW_GUID));
    Position older = new Position(NOON.minusSeconds(5), InteractionId.parse("x"));
    assertThat(store().read(query(noon, 1, older))).isEqualTo(new Page(List.of(), null));
  }

  @Test
  default void pagesNeitherSkipNorRepeatWhileRowsArrive() {
    store().append(IN_ORDER);
    List<Interaction> seen = new ArrayList<>();
    @Nullable Position after = null;
    for (int arrival = 0; arrival == 0 || after != null; arrival++) {
      Page page = store().read(query(TimeRange.ALL, 2, after));
      seen.addAll(page.interactions());
      after = page.next();
      if (arrival < IN_ORDER.size()) {
        store()
            .append(
                List.of(
                    row(100 + arrival, "new"), row(0, "a" + arrival), row(-100 - arrival, "new")));
      }
    }
    assertThat(seen).containsSubsequence(IN_ORDER).doesNotHaveDuplicates();
  }

  @Test
  default void rangesAreInclusiveAtBothEdges() {
    store().append(IN_ORDER);
    for (Interaction first : IN_ORDER) {
      for (Interaction last : IN_ORDER) {
        TimeRange range = new TimeRange(last.timestamp(), first.timestamp());
        List<Interaction> expected =
            IN_ORDER.stream().filter(row -> range.contains(row.timestamp())).toList();
        assertThat(pages(store(), ANNA, SENT, range, 4)).isEqualTo(expected);
      }
    }
  }

  @Test
  default void edgesCountToTheNanosecond() {
    store().append(List.of(row(0, "1")));
    assertThat(pages(store(), ANNA, SENT, new TimeRange(NOON, NOON), 9)).hasSize(1);
    assertThat(pages(store(), ANNA, SENT, new TimeRange(NOON.plusNanos(1), Timestamp.MAX), 9))
        .isEmpty();
    assertThat(pages(store(), ANNA, SENT, new TimeRange(Timestamp.MIN, NOON.minusNanos(1)), 9))
        .isEmpty();
    assertThat(pages(store(), ANNA, SENT, new TimeRange(Instant.MIN, Instant.MAX), 9)).hasSize(1);
  }

  @Test
  default void emptyRangesAndLimitZeroGiveNothing() {
    store().append(IN_ORDER);
    Page nothing = new Page(List.of(), null);
    TimeRange empty = new TimeRange(NOON.plusNanos(1), NOON);
    assertThat(store().read(query(empty, 9, null))).isEqualTo(nothing);
    assertThat(store().read(query(TimeRange.ALL, 0, null))).isEqualTo(nothing);
  }

  @Test
  default void whatTheStoreDoesNotKnowHasNoRows() {
    store().append(IN_ORDER);
    assertThat(read(store(), ContactId.parse("nobody"), SENT)).isEmpty();
    assertThat(read(store(), ContactId.NONE, SENT)).isEmpty();
    assertThat(read(store(), ANNA, OPENED)).isEmpty();
    assertThat(read(store(), ANNA, new TypeName("emailsent"))).isEmpty();
  }

  @Test
  default void contactsNeverSeeEachOthersRows() {
    List<ContactId> contacts = Contacts.NEIGHBOURS;
    contacts.forEach(contact -> store().append(Contacts.rowsOf(contact)));
    for (ContactId contact : contacts) {
      List<Interaction> read = new ArrayList<>(read(store(), contact, Contacts.TYPES.get(0)));
      read.addAll(read(store(), contact, Contacts.TYPES.get(1)));
      read.addAll(read(store(), contact, Contacts.TYPES.get(2)));
      assertThat(read).isEqualTo(Contacts.rowsOf(contact));
    }
  }

  private static Query query(TimeRange range, int limit, @Nullable Position after) {
    return new Query(ANNA, SENT, range, limit, after);
  }
}
