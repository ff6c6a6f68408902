package dev.touchstone.privacy.index;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.BERT;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.rest;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.privacy.Reason;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordScan;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.Verdict;
import dev.touchstone.testing.ForgettingFolder;
import dev.touchstone.testing.HookedEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an address to contacts, on every engine. */
abstract class AddressIndexContract {
  private static final String MAIL = "anna@example.org";
  private static final Reason REASON = Reason.parse("request-4711");

  @TempDir Path folder;
  private StorageEngine engine;
  private HookedEngine hooked;
  private ForgettingFolder forgetting;

  /** An empty engine. */
  abstract StorageEngine openEngine();

  /** Whether other processes may have the same store. */
  boolean isShared() {
    return false;
  }

  @BeforeEach
  final void open() {
    engine = openEngine();
    hooked = new HookedEngine(engine);
    forgetting = ForgettingFolder.open(folder, hooked, isShared());
  }

  @AfterEach
  final void close() {
    forgetting.close();
    engine.close();
  }

  static Interaction mailed(ContactId contact, String id, String address) {
    Fields fields = Fields.of(Map.of("EmailAddressUsed", address, "City", "-"));
    return new Interaction(contact, SENT, NOON, InteractionId.parse(id), 1, fields);
  }

  private List<Verdict> append(Interaction... rows) {
    return forgetting.guard().append(List.of(rows));
  }

  private List<ContactId> find(String address) {
    return forgetting.addresses().find(MailAddress.parse(address), null).contacts();
  }

  private void erase(ContactId contact) {
    forgetting.erasures().erase(List.of(contact), REASON);
  }

  /** Everything that records of a kind hold, as text. */
  private List<String> texts(RecordKind kind) {
    List<String> texts = new ArrayList<>();
    try (RecordScan scan = engine.records().scan(kind)) {
      scan.forEachRemaining(
          it ->
              texts.add(
                  new String(it.partition(), UTF_8)
                      + new String(it.key(), UTF_8)
                      + new String(it.value(), UTF_8)));
    }
    return texts;
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
  void severalContactsOfOneAddress() {
    append(mailed(ANNA, "1", MAIL), mailed(BERT, "1", MAIL), mailed(ContactId.NONE, "1", MAIL));
    assertThat(find(MAIL)).containsExactlyInAnyOrder(ANNA, BERT);
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
  void erasedWithTheContactAndWithNobodyElse() {
    append(mailed(ANNA, "1", MAIL), mailed(BERT, "1", MAIL), mailed(ANNA, "2", "a@work.example"));
    erase(ANNA);
    assertThat(find(MAIL)).containsExactly(BERT);
    assertThat(find("a@work.example")).isEmpty();
    for (RecordKind kind : RecordKind.values()) {
      assertThat(texts(kind)).noneMatch(it -> it.contains(ANNA.value()));
      assertThat(texts(kind)).noneMatch(it -> it.contains("a@work.example"));
    }
    erase(BERT);
    assertThat(find(MAIL)).isEmpty();
    assertThat(texts(RecordKind.ADDRESS)).noneMatch(it -> it.contains("@"));
    assertThat(texts(RecordKind.CONTACT_ADDRESS)).isEmpty();
  }

  @Test
  void theReceiptCountsAddresses() {
    append(mailed(ANNA, "1", MAIL), mailed(ANNA, "2", "a@work.example"));
    assertThat(forgetting.erasures().erase(List.of(ANNA), REASON).text())
        .contains("\"records\":{\"addresses\":2}");
  }

  @Test
  void lateRowsOfTheErasedLeaveNoEntryUntilTheBlockIsLifted() {
    append(mailed(ANNA, "1", MAIL));
    erase(ANNA);
    assertThat(append(mailed(ANNA, "1", MAIL))).containsExactly(Verdict.ERASED);
    assertThat(texts(RecordKind.CONTACT_ADDRESS)).isEmpty();
    forgetting.erasures().unblock(ANNA, REASON);
    append(mailed(ANNA, "1", MAIL));
    assertThat(find(MAIL)).containsExactly(ANNA);
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

  @Test
  void rowsFromBeforeTheIndexAreFoundWhenItIsRebuilt() {
    fillWithoutIndex(1_200);
    assertThat(forgetting.completeness().isComplete()).isFalse();
    assertThat(find(MAIL)).isEmpty();
    int[] asked = {0};
    assertThat(rebuild().run((contacts, rows) -> {}, () -> asked[0]++ == 700).complete()).isFalse();
    assertThat(forgetting.completeness().isComplete()).isFalse();
    AddressRebuild.Rebuilt rest = rebuild().run((contacts, rows) -> {}, () -> false);
    assertThat(rest).isEqualTo(new AddressRebuild.Rebuilt(700, 700, true));
    assertThat(forgetting.completeness().isComplete()).isTrue();
    assertThat(find(MAIL)).hasSize(AddressIndex.MAX_FOUND);
    assertThat(texts(RecordKind.CONTACT_ADDRESS)).hasSize(1_200);
    assertThat(texts(RecordKind.ADDRESS)).hasSize(1_201);
  }

  private void fillWithoutIndex(int contacts) {
    engine.records().delete(RecordKind.ADDRESS, new byte[] {0}, new byte[] {0});
    engine.append(
        IntStream.range(0, contacts)
            .mapToObj(i -> mailed(ContactId.parse("contact " + i), "1", MAIL))
            .toList());
    forgetting.close();
    forgetting = ForgettingFolder.open(folder, hooked, isShared());
  }

  private AddressRebuild rebuild() {
    return new AddressRebuild(
        forgetting.addresses(), forgetting.completeness(), forgetting.guard()::refuses);
  }

  @Test
  void anErasureDuringARebuildLeavesNothing() {
    fillWithoutIndex(1_200);
    int[] asked = {0};
    rebuild().run((contacts, rows) -> {}, () -> asked[0]++ == 700);
    ContactId last = forgetting.completeness().position();
    assertThat(last).isNotNull();
    erase(last);
    assertThat(forgetting.completeness().position()).isNull();
    assertThat(texts(RecordKind.ADDRESS)).noneMatch(it -> it.contains(last.value()));
    assertThat(rebuild().run((contacts, rows) -> {}, () -> false).contacts()).isEqualTo(1_199);
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
