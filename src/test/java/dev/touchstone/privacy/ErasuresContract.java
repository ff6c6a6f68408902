package dev.touchstone.privacy;

import static dev.touchstone.privacy.EntryKind.BEGIN;
import static dev.touchstone.privacy.EntryKind.ERASE;
import static dev.touchstone.privacy.EntryKind.ERASED;
import static dev.touchstone.privacy.EntryKind.UNBLOCK;
import static dev.touchstone.privacy.Forgetting.REASON;
import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.BERT;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.OPENED;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.rest;
import static dev.touchstone.testing.Rows.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.config.JsonTree;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.privacy.Erasures.SignedReceipt;
import dev.touchstone.privacy.Erasures.Unblocked;
import dev.touchstone.privacy.signature.PublicKeys;
import dev.touchstone.privacy.signature.Signature;
import dev.touchstone.privacy.signature.SigningKeys;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.Verdict;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an erasure does and tells, on every engine. */
abstract class ErasuresContract {
  private static final Interaction OF_ANNA = row(ANNA, SENT, NOON, "1");
  private static final Interaction OF_BERT = row(BERT, SENT, NOON, "1");

  @TempDir Path folder;
  private StorageEngine engine;
  private Forgetting forgetting;

  /** An empty engine; opened again it holds what it held. */
  abstract StorageEngine openEngine();

  /** Whether other processes may have the same store. */
  boolean isShared() {
    return false;
  }

  /** Whether bytes of what was erased remain for a while, as receipts say. */
  boolean leavesBytes() {
    return false;
  }

  @BeforeEach
  final void open() {
    engine = openEngine();
    forget();
  }

  private void forget() {
    forgetting =
        isShared() ? Forgetting.openShared(folder, engine) : Forgetting.open(folder, engine);
  }

  @AfterEach
  final void close() {
    forgetting.close();
    closeEngine(engine);
  }

  void closeEngine(StorageEngine opened) {
    opened.close();
  }

  private void restart() {
    close();
    engine = openEngine();
    forget();
  }

  private SignedReceipt erase(ContactId... contacts) {
    return forgetting.erasures.erase(List.of(contacts), REASON);
  }

  @Test
  void aContactIsGoneAndOthersAreNot() {
    forgetting.store.append(List.of(OF_ANNA, OF_BERT, row(ANNA, OPENED, NOON, "1")));
    SignedReceipt receipt = erase(ANNA);
    assertThat(rest(engine.scan(ANNA))).isEmpty();
    assertThat(rest(engine.scan(BERT))).containsExactly(OF_BERT);
    Map<String, @Nullable Object> said =
        JsonTree.object(receipt.text().lines().toList().getFirst());
    assertThat(said)
        .containsEntry("format", "touchstone-receipt-1")
        .containsEntry("id", receipt.id())
        .containsEntry("contacts", List.of(Forgetting.hash(ANNA)))
        .containsEntry("requested", Forgetting.NOW.toString())
        .containsEntry("completed", Forgetting.NOW.toString())
        .containsEntry("reason", "request-4711")
        .containsEntry("interactions", Map.of("EmailOpened", "1", "EmailSent", "1"));
    assertThat(List.of().equals(said.get("residues"))).isEqualTo(!leavesBytes());
  }

  @Test
  void theLedgerSaysWhatWasDoneAndNamesNobody() {
    forgetting.store.append(List.of(OF_ANNA));
    SignedReceipt receipt = erase(ANNA);
    assertThat(forgetting.kinds()).containsExactly(BEGIN, ERASE, ERASED);
    LedgerEntry erase = forgetting.entries().get(1);
    assertThat(erase.contacts()).containsExactly(Forgetting.hash(ANNA));
    assertThat(erase.reason()).isEqualTo("request-4711");
    LedgerEntry erased = forgetting.entries().get(2);
    assertThat(erased.erasure()).isEqualTo(receipt.id()).isEqualTo(erase.erasure());
    assertThat(erased.digest()).isEqualTo(LedgerEntry.sha256(receipt.text()));
    for (RecordKind kind : RecordKind.values()) {
      assertThat(Forgetting.values(engine, kind)).noneMatch(it -> it.contains(ANNA.value()));
    }
    assertThat(receipt.text()).doesNotContain(ANNA.value());
  }

  @Test
  void theReceiptIsSignedAndKept() {
    SignedReceipt receipt = erase(ANNA);
    assertThat(forgetting.erasures.receipt(receipt.id())).hasValue(receipt);
    assertThat(forgetting.erasures.receipt("nothing")).isEmpty();
    assertThat(forgetting.erasures.receipt("0".repeat(8))).isEmpty();
    List<String> lines = receipt.text().lines().toList();
    Map<String, @Nullable Object> signature = JsonTree.object(lines.get(1));
    PublicKeys keys =
        new SigningKeys(folder, null, InstantSource.system(), new SecureRandom()).publicKeys();
    Signature signed =
        Signature.parse(
            String.valueOf(signature.get("key")), String.valueOf(signature.get("signature")));
    assertThat(keys.verify((lines.getFirst() + "\n").getBytes(UTF_8), signed))
        .isEqualTo(PublicKeys.Check.VALID);
    assertThat(keys.verify(lines.getFirst().getBytes(UTF_8), signed))
        .isEqualTo(PublicKeys.Check.WRONG);
  }

  @Test
  void lateRowsAreRefusedAndOthersTaken() {
    erase(ANNA);
    assertThat(forgetting.store.append(List.of(OF_BERT, OF_ANNA, OF_BERT)))
        .containsExactly(Verdict.STORED, Verdict.ERASED, Verdict.REPEATED);
    assertThat(forgetting.store.append(List.of(OF_ANNA))).containsExactly(Verdict.ERASED);
    assertThat(rest(engine.scan(ANNA))).isEmpty();
    Interaction none = row(ContactId.NONE, SENT, NOON, "1");
    assertThat(forgetting.store.append(List.of(none))).containsExactly(Verdict.STORED);
  }

  @Test
  void theBlockLastsOverARestart() {
    erase(ANNA);
    restart();
    assertThat(forgetting.ledger.blocks().count()).isEqualTo(1);
    assertThat(forgetting.store.append(List.of(OF_ANNA))).containsExactly(Verdict.ERASED);
  }

  @Test
  void aLiftedBlockWorksAndIsOnTheLedger() {
    Reason reason = Reason.parse("erased-by-mistake");
    assertThat(forgetting.erasures.unblock(ANNA, reason)).isEqualTo(Unblocked.NOT_BLOCKED);
    SignedReceipt receipt = erase(ANNA);
    assertThat(forgetting.erasures.unblock(ANNA, reason)).isEqualTo(Unblocked.UNBLOCKED);
    assertThat(forgetting.erasures.unblock(ANNA, reason)).isEqualTo(Unblocked.NOT_BLOCKED);
    assertThat(forgetting.store.append(List.of(OF_ANNA))).containsExactly(Verdict.STORED);
    assertThat(forgetting.kinds()).containsExactly(BEGIN, ERASE, ERASED, UNBLOCK);
    LedgerEntry lifted = forgetting.entries().getLast();
    assertThat(lifted.erasure()).isEqualTo(receipt.id());
    assertThat(lifted.reason()).isEqualTo("erased-by-mistake");
    restart();
    assertThat(forgetting.store.append(List.of(OF_ANNA))).containsExactly(Verdict.REPEATED);
    SignedReceipt second = erase(ANNA);
    assertThat(second.id()).isNotEqualTo(receipt.id());
    assertThat(second.text()).contains("\"interactions\":{\"EmailSent\":1}");
  }

  @Test
  void erasingAgainGivesTheSameReceipt() {
    SignedReceipt receipt = erase(ANNA, BERT);
    // Where bytes were left, erasing again removes what it can by now, and tells.
    assertThat(erase(BERT, ANNA).equals(receipt)).isEqualTo(!leavesBytes());
    assertThat(erase(BERT, ANNA, ANNA).equals(receipt)).isEqualTo(!leavesBytes());
    assertThat(erase(ANNA).id()).isNotEqualTo(receipt.id());
    assertThat(forgetting.erasures.receipt(receipt.id())).hasValue(receipt);
    assertThat(Forgetting.values(engine, RecordKind.RECEIPT)).hasSize(leavesBytes() ? 4 : 2);
  }

  @Test
  void rowsThatCameInPastTheGuardAreErasedByErasingAgain() {
    SignedReceipt receipt = erase(ANNA);
    engine.append(List.of(OF_ANNA));
    assertThat(erase(ANNA).id()).isNotEqualTo(receipt.id());
    assertThat(rest(engine.scan(ANNA))).isEmpty();
  }

  /** An erasure that could not be completed now is completed by erasing again. */
  private void eraseUntilComplete(ContactId contact) {
    for (int attempt = 1; ; attempt++) {
      try {
        erase(contact);
        return;
      } catch (StoreException e) {
        if (attempt == 20) {
          throw e;
        }
      }
    }
  }

  /** Through two servers where the store has several; else through one door. */
  @Test
  void nothingIsLeftOfWhoeverIsErasedWhileRowsOfThemComeIn(@TempDir Path second) throws Exception {
    List<ContactId> contacts =
        IntStream.range(0, 8).mapToObj(i -> ContactId.parse("busy " + i)).toList();
    try (Forgetting other = isShared() ? Forgetting.openShared(second, engine) : null) {
      List<ErasureGuard> doors =
          other == null ? List.of(forgetting.store) : List.of(forgetting.store, other.store);
      BusySenders senders = new BusySenders(doors, contacts);
      for (ContactId contact : contacts) {
        senders.awaitStored(contact);
        eraseUntilComplete(contact);
        if (!isShared()) {
          assertThat(rest(engine.scan(contact))).isEmpty();
        }
        senders.awaitRefused(1);
      }
      assertThat(senders.stop()).isEmpty();
      for (ContactId contact : contacts) {
        assertThat(rest(engine.scan(contact))).isEmpty();
      }
      assertThat(rest(engine.scan(BERT))).hasSize(Math.toIntExact(senders.ofBert()));
    }
  }

  @Test
  void asManyContactsAsAnErasureTakesAndNoMore() {
    List<ContactId> most =
        IntStream.range(0, Erasures.MAX_CONTACTS)
            .mapToObj(i -> ContactId.parse("contact " + i))
            .toList();
    assertThat(forgetting.erasures.erase(most, REASON).text()).contains("\"interactions\":{}");
    List<ContactId> more = new ArrayList<>(most);
    more.add(ANNA);
    for (List<ContactId> wrong : List.of(more, List.<ContactId>of(), List.of(ContactId.NONE))) {
      assertThatThrownBy(() -> forgetting.erasures.erase(wrong, REASON))
          .isInstanceOf(InvalidValueException.class);
    }
  }

  @Test
  void aReasonHasNoRoomForAName() {
    for (String text :
        List.of("", "x".repeat(65), "Anna Smith", "anna@example.org", "Zoë", "a\nb")) {
      assertThatThrownBy(() -> Reason.parse(text)).isInstanceOf(InvalidValueException.class);
    }
    assertThat(Reason.parse("x".repeat(64)).text()).hasSize(64);
  }
}
