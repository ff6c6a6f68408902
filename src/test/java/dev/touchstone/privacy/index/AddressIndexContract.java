package dev.touchstone.privacy.index;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.BERT;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.rest;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.privacy.Reason;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordScan;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.Verdict;
import dev.touchstone.testing.ForgettingFolder;
import dev.touchstone.testing.HookedEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an address to contacts, on every engine. */
abstract class AddressIndexContract {
  static final String MAIL = "anna@example.org";
  static final Reason REASON = Reason.parse("request-4711");

  @TempDir Path folder;
  StorageEngine engine;
  HookedEngine hooked;
  ForgettingFolder forgetting;

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

  List<Verdict> append(Interaction... rows) {
    return forgetting.guard().append(List.of(rows));
  }

  List<ContactId> find(String address) {
    return forgetting.addresses().find(MailAddress.parse(address), null).contacts();
  }

  void erase(ContactId contact) {
    forgetting.erasures().erase(List.of(contact), REASON);
  }

  /** Everything that records of a kind hold, as text. */
  List<String> texts(RecordKind kind) {
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
  void severalContactsOfOneAddress() {
    append(mailed(ANNA, "1", MAIL), mailed(BERT, "1", MAIL), mailed(ContactId.NONE, "1", MAIL));
    assertThat(find(MAIL)).containsExactlyInAnyOrder(ANNA, BERT);
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

  void fillWithoutIndex(int contacts) {
    engine.records().delete(RecordKind.ADDRESS, new byte[] {0}, new byte[] {0});
    engine.append(
        IntStream.range(0, contacts)
            .mapToObj(i -> mailed(ContactId.parse("contact " + i), "1", MAIL))
            .toList());
    forgetting.close();
    forgetting = ForgettingFolder.open(folder, hooked, isShared());
  }

  AddressRebuild rebuild() {
    return new AddressRebuild(
        forgetting.addresses(), forgetting.completeness(), forgetting.guard()::refuses);
  }

  @Test
  void anErasureDuringARebuildLeavesNothing() {
    fillWithoutIndex(1_200);
    int[] asked = {0};
    rebuild().run((contacts, rows) -> {}, () -> asked[0]++ == 700);
    ContactId last = Objects.requireNonNull(forgetting.completeness().position());
    erase(last);
    assertThat(forgetting.completeness().position()).isNull();
    assertThat(texts(RecordKind.ADDRESS)).noneMatch(it -> it.contains(last.value()));
    assertThat(rebuild().run((contacts, rows) -> {}, () -> false).contacts()).isEqualTo(1_199);
  }
}
