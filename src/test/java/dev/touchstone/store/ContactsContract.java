package dev.touchstone.store;

import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.OPENED;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.ContactId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which contacts a store holds rows of. */
public interface ContactsContract extends StoreContract {
  private StorageEngine engine() {
    return (StorageEngine) store();
  }

  private List<ContactId> inPagesOf(int limit) {
    List<ContactId> all = new ArrayList<>();
    List<ContactId> page = engine().contacts(null, limit);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(limit);
      all.addAll(page);
      page = engine().contacts(page.getLast(), limit);
    }
    return all;
  }

  @Test
  default void anEmptyStoreHasNoContacts() {
    assertThat(engine().contacts(null, 10)).isEmpty();
    assertThat(engine().contacts(ContactId.parse("a"), 10)).isEmpty();
  }

  @Test
  default void everyContactIsListedOnceInOneOrderWhateverThePage() {
    List<ContactId> contacts =
        new ArrayList<>(
            IntStream.range(0, 40).mapToObj(i -> ContactId.parse("contact " + i)).toList());
    contacts.addAll(Contacts.NEIGHBOURS);
    contacts.add(ContactId.NONE);
    List<ContactId> distinct = contacts.stream().distinct().toList();
    distinct.forEach(
        contact ->
            store()
                .append(
                    List.of(
                        row(contact, SENT, NOON, "1"),
                        row(contact, SENT, NOON, "2"),
                        row(contact, OPENED, NOON, "1"))));
    List<ContactId> all = inPagesOf(StorageEngine.MAX_CONTACTS);
    assertThat(all).containsExactlyInAnyOrderElementsOf(distinct);
    assertThat(inPagesOf(1)).isEqualTo(all);
    assertThat(inPagesOf(7)).isEqualTo(all);
  }

  @Test
  default void aContactWithoutRowsIsNotListedButIsAPlaceToGoOnFrom() {
    List<ContactId> contacts =
        IntStream.range(0, 12).mapToObj(i -> ContactId.parse("contact " + i)).toList();
    contacts.forEach(contact -> store().append(List.of(row(contact, SENT, NOON, "1"))));
    List<ContactId> before = inPagesOf(5);
    ContactId gone = before.get(4);
    store().erase(gone);
    assertThat(engine().contacts(gone, 100)).isEqualTo(before.subList(5, 12));
    assertThat(inPagesOf(3)).doesNotContain(gone).hasSize(11);
    store().append(List.of(row(gone, SENT, NOON, "2")));
    assertThat(inPagesOf(3)).isEqualTo(before);
  }

  @Test
  default void howManyAreAskedForHasLimits() {
    assertThatThrownBy(() -> engine().contacts(null, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> engine().contacts(null, StorageEngine.MAX_CONTACTS + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
