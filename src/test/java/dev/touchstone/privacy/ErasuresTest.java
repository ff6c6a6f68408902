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
import dev.touchstone.store.Verdict;
import dev.touchstone.store.memory.MemoryStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an erasure does and tells. */
class ErasuresTest {
  private static final Interaction OF_ANNA = row(ANNA, SENT, NOON, "1");
  private static final Interaction OF_BERT = row(BERT, SENT, NOON, "1");

  @TempDir private Path folder;
  private final MemoryStore engine = new MemoryStore();
  private Forgetting forgetting;

  @BeforeEach
  void open() {
    forgetting = Forgetting.open(folder, engine);
  }

  @AfterEach
  void close() {
    forgetting.close();
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
    Map<String, Object> said = JsonTree.object(receipt.text().lines().toList().getFirst());
    assertThat(said)
        .containsEntry("format", "touchstone-receipt-1")
        .containsEntry("id", receipt.id())
        .containsEntry("contacts", List.of(Forgetting.hash(ANNA)))
        .containsEntry("requested", Forgetting.NOW.toString())
        .containsEntry("completed", Forgetting.NOW.toString())
        .containsEntry("reason", "request-4711")
        .containsEntry("interactions", Map.of("EmailOpened", "1", "EmailSent", "1"))
        .containsEntry("residues", List.of());
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
    Map<String, Object> signature = JsonTree.object(lines.get(1));
    PublicKeys keys =
        new SigningKeys(folder, null, InstantSource.system(), new SecureRandom()).publicKeys();
    Signature signed =
        Signature.parse(signature.get("key").toString(), signature.get("signature").toString());
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
    forgetting.close();
    forgetting = Forgetting.open(folder, engine);
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
    forgetting.close();
    forgetting = Forgetting.open(folder, engine);
    assertThat(forgetting.store.append(List.of(OF_ANNA))).containsExactly(Verdict.REPEATED);
    SignedReceipt second = erase(ANNA);
    assertThat(second.id()).isNotEqualTo(receipt.id());
    assertThat(second.text()).contains("\"interactions\":{\"EmailSent\":1}");
  }

  @Test
  void erasingAgainGivesTheSameReceipt() {
    SignedReceipt receipt = erase(ANNA, BERT);
    assertThat(erase(BERT, ANNA)).isEqualTo(receipt);
    assertThat(erase(BERT, ANNA, ANNA)).isEqualTo(receipt);
    assertThat(forgetting.kinds()).containsExactly(BEGIN, ERASE, ERASED);
    assertThat(erase(ANNA).id()).isNotEqualTo(receipt.id());
    assertThat(Forgetting.values(engine, RecordKind.RECEIPT)).hasSize(2);
  }

  @Test
  void rowsThatCameInPastTheGuardAreErasedByErasingAgain() {
    SignedReceipt receipt = erase(ANNA);
    engine.append(List.of(OF_ANNA));
    assertThat(erase(ANNA).id()).isNotEqualTo(receipt.id());
    assertThat(rest(engine.scan(ANNA))).isEmpty();
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
