package dev.touchstone.privacy.restriction;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.BERT;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.rest;
import static dev.touchstone.testing.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.privacy.Reason;
import dev.touchstone.privacy.restriction.Restrictions.Outcome;
import dev.touchstone.store.Query;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordScan;
import dev.touchstone.store.RestrictedException;
import dev.touchstone.store.Scan;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.Verdict;
import dev.touchstone.testing.ForgettingFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a restriction hides from whom, on every engine. */
abstract class RestrictionsContract {
  private static final Instant NOW = Instant.parse("2026-05-04T12:00:00.123Z");
  private static final Reason REASON = Reason.parse("request-4711");
  private static final Interaction OF_ANNA = row(ANNA, SENT, NOON, "1");
  private static final Interaction OF_BERT = row(BERT, SENT, NOON, "1");
  private static final Query ANNAS = new Query(ANNA, SENT, TimeRange.ALL, 10, null);

  @TempDir Path folder;
  private StorageEngine engine;
  private ForgettingFolder forgetting;
  private RestrictedStore store;
  private boolean privileged;

  /** An empty engine; opened again it holds what it held. */
  abstract StorageEngine openEngine();

  /** Whether other processes may have the same store. */
  boolean isShared() {
    return false;
  }

  void closeEngine(StorageEngine opened) {
    opened.close();
  }

  @BeforeEach
  final void open() {
    engine = openEngine();
    forgetting = ForgettingFolder.open(folder, engine, isShared());
    store = new RestrictedStore(forgetting.guard(), forgetting.restrictions(), () -> privileged);
  }

  @AfterEach
  final void close() {
    forgetting.close();
    closeEngine(engine);
  }

  private Outcome restrict(ContactId contact) {
    return forgetting
        .restrictions()
        .restrict(contact, "officer-7", REASON, forgetting.guard()::refuses);
  }

  private static void refused(ThrowingCallable read) {
    assertThatThrownBy(read)
        .isInstanceOfSatisfying(
            RestrictedException.class, it -> assertThat(it.contact()).isEqualTo(ANNA))
        .hasMessageNotContaining(ANNA.value());
  }

  @Test
  void everyReadOfTheContactIsRefusedAndOthersAreNot() {
    store.append(List.of(OF_ANNA, OF_BERT));
    assertThat(store.read(ANNAS).interactions()).containsExactly(OF_ANNA);
    assertThat(restrict(ANNA).isNew()).isTrue();
    refused(() -> store.read(ANNAS));
    refused(() -> store.types(ANNA, 10));
    refused(() -> store.scan(ANNA));
    assertThat(rest(store.scan(BERT))).containsExactly(OF_BERT);
    assertThat(store.types(BERT, 10)).containsExactly(SENT);
    assertThat(rest(store.scan(ContactId.NONE))).isEmpty();
  }

  @Test
  void whoMayReadItDoes() {
    store.append(List.of(OF_ANNA));
    restrict(ANNA);
    privileged = true;
    assertThat(store.read(ANNAS).interactions()).containsExactly(OF_ANNA);
    assertThat(store.types(ANNA, 10)).containsExactly(SENT);
    assertThat(rest(store.scan(ANNA))).containsExactly(OF_ANNA);
    assertThat(rest(store.scan(TimeRange.ALL))).containsExactly(OF_ANNA);
  }

  @Test
  void aScanOfAllLeavesItOutAndCountsIt() {
    Interaction second = row(ANNA, SENT, NOON, "2");
    store.append(List.of(OF_ANNA, OF_BERT, second, row(ContactId.NONE, SENT, NOON, "3")));
    restrict(ANNA);
    restrict(ContactId.parse("somebody without rows"));
    try (Scan scan = store.scan(TimeRange.ALL)) {
      int rows = 0;
      for (; scan.hasNext(); rows++) {
        assertThat(scan.next().contact()).isNotEqualTo(ANNA);
      }
      assertThat(rows).isEqualTo(2);
      assertThat(scan.leftOut()).isEqualTo(1);
    }
  }

  @Test
  void rowsAreTakenMeanwhileAndSeenAfterwards() {
    restrict(ANNA);
    assertThat(store.append(List.of(OF_ANNA))).containsExactly(Verdict.STORED);
    assertThat(forgetting.restrictions().lift(ANNA)).isPresent();
    assertThat(forgetting.restrictions().lift(ANNA)).isEmpty();
    assertThat(store.read(ANNAS).interactions()).containsExactly(OF_ANNA);
    assertThat(records()).isZero();
  }

  @Test
  void theFirstRestrictionStays() {
    Restriction first = restrict(ANNA).restriction();
    assertThat(first.by()).isEqualTo("officer-7");
    assertThat(first.reason()).isEqualTo(REASON);
    Outcome again =
        forgetting.restrictions().restrict(ANNA, "other", Reason.parse("other"), it -> false);
    assertThat(again).isEqualTo(new Outcome(first, false));
    assertThat(forgetting.restrictions().all()).containsExactly(first);
    assertThat(forgetting.restrictions().count()).isEqualTo(1);
  }

  @Test
  void itLastsOverARestart() {
    store.append(List.of(OF_ANNA));
    Restriction before = restrict(ANNA).restriction();
    close();
    open();
    refused(() -> store.read(ANNAS));
    assertThat(forgetting.restrictions().get(ANNA)).hasValue(before);
  }

  @Test
  void erasingTheContactRemovesIt() {
    store.append(List.of(OF_ANNA));
    restrict(ANNA);
    String receipt = forgetting.erasures().erase(List.of(ANNA), REASON).text();
    assertThat(receipt).contains("\"restrictions\":1");
    assertThat(records()).isZero();
    assertThat(forgetting.restrictions().has(ANNA)).isFalse();
    assertThatThrownBy(() -> restrict(ANNA)).isInstanceOf(InvalidValueException.class);
    assertThat(records()).isZero();
  }

  /** The process ended between the record and the look whether the contact was erased. */
  @Test
  void whoWasErasedMeanwhileIsForgottenAtTheNextStart() {
    forgetting.erasures().erase(List.of(ANNA), REASON);
    forgetting.restrictions().restrict(ANNA, "officer-7", REASON, it -> false);
    forgetting.restrictions().restrict(BERT, "officer-7", REASON, it -> false);
    forgetting.restrictions().forget(forgetting.guard()::refused);
    assertThat(forgetting.restrictions().all())
        .extracting(Restriction::contact)
        .containsExactly(BERT);
  }

  @Test
  void asManyAsMayBeAndNoMore() {
    Restrictions two =
        Restrictions.open(
            engine.records(),
            new Restrictions.Options(ContactId::value, this::isShared, InstantSource.fixed(NOW)),
            2);
    ContactId carl = ContactId.parse("carl");
    assertThat(two.restrict(ANNA, "o", REASON, it -> false).restriction().since()).isEqualTo(NOW);
    two.restrict(BERT, "o", REASON, it -> false);
    assertThat(two.restrict(BERT, "o", REASON, it -> false).isNew()).isFalse();
    assertThatThrownBy(() -> two.restrict(carl, "o", REASON, it -> false))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("2 restricted contacts at a time");
    two.lift(ANNA);
    assertThat(two.restrict(carl, "o", REASON, it -> false).isNew()).isTrue();
    assertThatThrownBy(() -> two.restrict(ContactId.NONE, "o", REASON, it -> false))
        .isInstanceOf(InvalidValueException.class);
  }

  /** Where servers share a store, what one restricts another does not show. */
  @Test
  void anotherServerKnowsItAtOnce(@TempDir Path first, @TempDir Path second) {
    store.append(List.of(OF_ANNA));
    try (ForgettingFolder one = ForgettingFolder.open(first, engine, true);
        ForgettingFolder other = ForgettingFolder.open(second, engine, true)) {
      RestrictedStore here = new RestrictedStore(one.guard(), one.restrictions(), () -> privileged);
      RestrictedStore there =
          new RestrictedStore(other.guard(), other.restrictions(), () -> privileged);
      assertThat(there.read(ANNAS).interactions()).hasSize(1);
      one.restrictions().restrict(ANNA, "officer", REASON, it -> false);
      refused(() -> there.read(ANNAS));
      other.restrictions().lift(ANNA);
      assertThat(here.read(ANNAS).interactions()).hasSize(1);
    }
  }

  private int records() {
    int count = 0;
    try (RecordScan scan = engine.records().scan(RecordKind.RESTRICTION)) {
      for (; scan.hasNext(); scan.next()) {
        count++;
      }
    }
    return count;
  }
}
