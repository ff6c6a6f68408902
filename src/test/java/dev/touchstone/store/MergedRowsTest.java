package dev.touchstone.store;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.BERT;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.OPENED;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Randoms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MergedRowsTest {
  private static final List<ContactId> CONTACTS = List.of(ANNA, BERT, ContactId.parse("carl"));
  private static final List<TypeName> TYPES = List.of(OPENED, SENT, new TypeName("Own"));

  private final Random random = Randoms.random(MergedRowsTest.class);
  private final MemoryStore store = new MemoryStore();
  private final List<Interaction> rows = new ArrayList<>();

  MergedRowsTest() {
    for (int i = 0; i < 400; i++) {
      rows.add(
          row(
              CONTACTS.get(random.nextInt(3)),
              TYPES.get(random.nextInt(3)),
              NOON.plusNanos(random.nextInt(40) - 20),
              Integer.toString(i)));
    }
    store.append(rows);
    rows.sort(Comparator.comparing(Place::of));
  }

  @Test
  void isOneSequenceInBothOrders() {
    assertThat(all(select(Order.NEWEST_FIRST), null)).isEqualTo(rows);
    assertThat(all(select(Order.OLDEST_FIRST), null)).isEqualTo(rows.reversed());
  }

  @Test
  void goesOnBehindAnyRow() {
    for (int i = 0; i < rows.size(); i++) {
      Place place = Place.of(rows.get(i));
      assertThat(all(select(Order.NEWEST_FIRST), place))
          .isEqualTo(rows.subList(i + 1, rows.size()));
      assertThat(all(select(Order.OLDEST_FIRST), place)).isEqualTo(rows.subList(0, i).reversed());
    }
  }

  @Test
  void takesOnlyWhatIsSelected() {
    TimeRange range = new TimeRange(NOON.minusNanos(5), NOON.plusNanos(5));
    Selection some =
        new Selection(List.of(BERT), List.of(OPENED, SENT), range, Order.NEWEST_FIRST, false);
    List<Interaction> expected =
        rows.stream()
            .filter(row -> row.contact().equals(BERT) && !row.type().value().equals("Own"))
            .filter(row -> range.contains(row.timestamp()))
            .toList();
    assertThat(all(some, null)).isEqualTo(expected);
    assertThat(MergedRows.count(store, some, 1_000)).isEqualTo(expected.size());
    assertThat(MergedRows.count(store, some, 3)).isEqualTo(4);
  }

  @Test
  void theLatestIsTheNewestOfEachContactAndType() {
    Set<List<Object>> seen = new HashSet<>();
    List<Interaction> expected =
        rows.stream().filter(row -> seen.add(List.of(row.contact(), row.type()))).toList();
    for (Order order : Order.values()) {
      Selection latest = new Selection(CONTACTS, List.of(), TimeRange.ALL, order, true);
      List<Interaction> ordered = order == Order.NEWEST_FIRST ? expected : expected.reversed();
      assertThat(all(latest, null)).isEqualTo(ordered);
      assertThat(MergedRows.count(store, latest, 99)).isEqualTo(9);
      for (int i = 0; i < ordered.size(); i++) {
        assertThat(all(latest, Place.of(ordered.get(i))))
            .isEqualTo(ordered.subList(i + 1, ordered.size()));
      }
    }
  }

  @Test
  void manyListsAreRefused() {
    List<TypeName> types =
        IntStream.range(0, MergedRows.MAX_LISTS / 3 + 1)
            .mapToObj(i -> new TypeName("t" + i))
            .toList();
    Selection most =
        new Selection(CONTACTS.subList(0, 2), types, TimeRange.ALL, Order.NEWEST_FIRST, false);
    assertThat(all(most, null)).isEmpty();
    Selection tooMany = new Selection(CONTACTS, types, TimeRange.ALL, Order.NEWEST_FIRST, false);
    assertThatThrownBy(() -> MergedRows.of(store, tooMany, null))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("1,000 pairs of contact and type");
  }

  private static Selection select(Order order) {
    return new Selection(CONTACTS, List.of(), TimeRange.ALL, order, false);
  }

  private List<Interaction> all(Selection selection, @Nullable Place after) {
    List<Interaction> found = new ArrayList<>();
    MergedRows.of(store, selection, after).forEachRemaining(found::add);
    return found;
  }
}
