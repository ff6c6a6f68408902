package dev.touchstone.privacy.index;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.BERT;
import static dev.touchstone.testing.Rows.rest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.memory.MemoryStore;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** In memory; and what is the same on every engine. */
class AddressIndexTest extends AddressIndexContract {
  @Override
  StorageEngine openEngine() {
    return new MemoryStore();
  }

  @Test
  void aPersonIsFoundInAnySpellingOfTheAddress() {
    append(mailed(ANNA, "1", " Anna@Example.ORG"), mailed(BERT, "1", "bert@example.org"));
    append(mailed(ANNA, "2", "anna@work.example"));
    for (String spelling : List.of(MAIL, "ANNA@EXAMPLE.ORG ", "anna@work.example")) {
      assertThat(find(spelling)).containsExactly(ANNA);
    }
    assertThat(find("nobody@example.org")).isEmpty();
    assertThat(forgetting.completeness().isComplete()).isTrue();
  }

  @Test
  void rowsWithoutAnAddressLeaveNothing() {
    append(mailed(ANNA, "1", "no address"), mailed(ANNA, "2", ""));
    assertThat(texts(RecordKind.CONTACT_ADDRESS)).isEmpty();
  }

  @Test
  void theEntryIsThereBeforeTheRow() {
    hooked.before(
        verb -> {
          if (verb.equals("append")) {
            assertThat(find(MAIL)).containsExactly(ANNA);
            throw new StoreException.Unavailable("the disk is gone", null);
          }
        });
    assertThat(catchThrowable(() -> append(mailed(ANNA, "1", MAIL))))
        .isInstanceOf(StoreException.Unavailable.class);
    hooked.before(verb -> {});
    assertThat(rest(engine.scan(ANNA))).isEmpty();
    assertThat(find(MAIL)).containsExactly(ANNA);
    erase(ANNA);
    assertThat(find(MAIL)).isEmpty();
    assertThat(texts(RecordKind.CONTACT_ADDRESS)).isEmpty();
  }

  /** Whatever call of the store fails, no stored row is without its entry. */
  @Test
  void brokenOffAtAnyCall() {
    for (int calls = 0; calls < 6; calls++) {
      ContactId contact = ContactId.parse("contact " + calls);
      int[] left = {calls};
      hooked.before(
          verb -> {
            if (left[0]-- == 0) {
              throw new StoreException.OutcomeUnknown("it took too long", null);
            }
          });
      try {
        append(mailed(contact, "1", MAIL));
      } catch (StoreException.OutcomeUnknown e) {
        assertThat(left[0]).isNegative();
      }
      hooked.before(verb -> {});
      if (!rest(engine.scan(contact)).isEmpty()) {
        assertThat(find(MAIL)).contains(contact);
      }
      append(mailed(contact, "1", MAIL));
      assertThat(find(MAIL)).contains(contact);
    }
  }

  @Test
  void theReceiptCountsAddresses() {
    append(mailed(ANNA, "1", MAIL), mailed(ANNA, "2", "a@work.example"));
    assertThat(forgetting.erasures().erase(List.of(ANNA), REASON).text())
        .contains("\"records\":{\"addresses\":2,\"requests\":0,\"restrictions\":0}");
  }

  @Test
  void moreContactsThanOneLookGives() {
    List<Interaction> rows =
        IntStream.rangeClosed(0, AddressIndex.MAX_FOUND)
            .mapToObj(i -> mailed(ContactId.parse("contact " + i), "1", MAIL))
            .toList();
    forgetting.guard().append(rows);
    AddressIndex.Found first = forgetting.addresses().find(MailAddress.parse(MAIL), null);
    assertThat(first.contacts()).hasSize(AddressIndex.MAX_FOUND);
    AddressIndex.Found second = forgetting.addresses().find(MailAddress.parse(MAIL), first.next());
    assertThat(second.contacts()).hasSize(1).doesNotContainAnyElementsOf(first.contacts());
    assertThat(second.next()).isNull();
  }

  /** The rows were read, then the contact was erased, then the entries are put. */
  @Test
  void entriesOfWhoIsErasedMeanwhileAreTakenBack() {
    fillWithoutIndex(1);
    ContactId contact = ContactId.parse("contact 0");
    boolean[] done = {false};
    hooked.before(
        verb -> {
          if (verb.equals("record put") && !done[0]) {
            done[0] = true;
            erase(contact);
          }
        });
    rebuild().run((contacts, rows) -> {}, () -> false);
    hooked.before(verb -> {});
    assertThat(done).containsExactly(true);
    assertThat(texts(RecordKind.CONTACT_ADDRESS)).isEmpty();
  }
}
