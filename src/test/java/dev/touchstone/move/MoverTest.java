package dev.touchstone.move;

import static dev.touchstone.move.Moves.bytes;
import static dev.touchstone.move.Moves.contact;
import static dev.touchstone.move.Moves.digests;
import static dev.touchstone.move.Moves.fill;
import static dev.touchstone.move.Moves.move;
import static dev.touchstone.move.Moves.mover;
import static dev.touchstone.move.Moves.record;
import static dev.touchstone.move.Moves.records;
import static dev.touchstone.move.Moves.rows;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.OPENED;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.rest;
import static dev.touchstone.testing.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Erasure;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.Verdict;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.HookedEngine;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A move is complete, and what happens meanwhile is neither lost nor undone by it. */
@Timeout(60)
class MoverTest {
  private final MemoryStore sourceRows = new MemoryStore();
  private final MemoryStore targetRows = new MemoryStore();
  private final HookedEngine source = new HookedEngine(sourceRows);
  private final HookedEngine target = new HookedEngine(targetRows);
  private final MovingStore store = moving();

  /** Begins, or goes on. */
  private MovingStore moving() {
    return moving(new Unsettled());
  }

  private MovingStore moving(Unsettled unsettled) {
    return new MovingStore(source, target, Moves.claim(sourceRows, targetRows), unsettled);
  }

  /** Runs a hook once, at the first call of a verb. */
  private static Consumer<String> once(String verb, Runnable hook) {
    AtomicBoolean done = new AtomicBoolean();
    return called -> {
      if (called.equals(verb) && done.compareAndSet(false, true)) {
        hook.run();
      }
    };
  }

  private static Consumer<String> failing(String verb, AtomicInteger failures) {
    return called -> {
      if (called.startsWith(verb) && failures.getAndDecrement() > 0) {
        throw new StoreException.Unavailable("told to", null);
      }
    };
  }

  @Test
  void everythingIsThereAndTheTargetAnswers() {
    fill(sourceRows, 300, 7);
    sourceRows.append(rows(ContactId.NONE, 5));
    sourceRows.append(rows(contact(1_000), 2_500));
    Map<ContactId, ContactDigest> before = digests(sourceRows);
    MoveReport report = mover(store, Moves.OPTIONS).run();
    assertThat(digests(targetRows)).isEqualTo(before);
    assertThat(store.isSwitched()).isTrue();
    assertThat(report)
        .isEqualTo(
            new MoveReport(
                MoveReport.Outcome.SWITCHED,
                4_605,
                302,
                4_605,
                0,
                0,
                new MoveReport.Records(0, 0, 0),
                List.of(),
                0));
    store.append(rows(contact(2_000), 1));
    assertThat(sourceRows.scan(contact(2_000)).hasNext()).isFalse();
    assertThat(rest(store.scan(contact(2_000)))).hasSize(1);
  }

  @Test
  void everyKindOfRecordMovesButTheMark() {
    for (RecordKind kind : RecordKind.values()) {
      for (int i = 0; i < 450; i++) {
        sourceRows.records().put(kind, List.of(record("p" + i % 2, "k" + i, "v" + i)));
      }
    }
    Map<RecordKind, List<dev.touchstone.store.Record>> before = records(sourceRows);
    MoveReport report = move(sourceRows, targetRows);
    assertThat(records(targetRows)).isEqualTo(before).hasSize(RecordKind.values().length - 1);
    long count = 450L * (RecordKind.values().length - 1);
    assertThat(report.records()).isEqualTo(new MoveReport.Records(count, count, 0));
  }

  @Test
  void anErasedContactThatWasReadBeforeDoesNotComeBack() {
    fill(sourceRows, 10, 3);
    // The copier has the rows of one contact in hand when all are erased.
    source.after(
        once(
            "scan",
            () -> {
              for (int i = 0; i < 10; i++) {
                store.erase(contact(i));
              }
            }));
    MoveReport report = mover(store, new MoveOptions(1, 0, 3, false)).run();
    assertThat(report.copiedRows()).isZero();
    assertThat(digests(sourceRows)).isEmpty();
    assertThat(digests(targetRows)).isEmpty();
  }

  @Test
  void whatHasExpiredSinceItWasReadDoesNotComeBack() {
    sourceRows.append(rows(ContactId.NONE, 6));
    source.after(once("scan", () -> store.expire(Map.of(SENT, NOON, OPENED, NOON))));
    MoveReport report = mover(store, new MoveOptions(1, 0, 3, false)).run();
    assertThat(report.outcome()).isEqualTo(MoveReport.Outcome.EQUAL);
    assertThat(digests(targetRows)).isEqualTo(digests(sourceRows));
    assertThat(rest(targetRows.scan(ContactId.NONE))).hasSize(1);
  }

  @Test
  void rowsReadBeforeAnErasureAreNotWrittenBehindIt() {
    fill(sourceRows, 1, 3);
    Stripes stripes = store.stripes();
    Stripes.Moment moment = stripes.moment(contact(0));
    List<Interaction> read = rest(sourceRows.scan(contact(0)));
    store.erase(contact(0));
    assertThat(stripes.writeIfStill(moment, contact(0), () -> targetRows.append(read))).isFalse();
    assertThat(digests(targetRows)).isEmpty();
  }

  @Test
  void rowsReadBeforeAnExpiryAreNotWrittenBehindIt() {
    fill(sourceRows, 1, 3);
    Stripes stripes = store.stripes();
    Stripes.Moment moment = stripes.moment(contact(0));
    List<Interaction> read = rest(sourceRows.scan(contact(0)));
    assertThat(store.expire(Map.of(SENT, NOON.plusSeconds(1)))).isEqualTo(2);
    assertThat(stripes.writeIfStill(moment, contact(0), () -> targetRows.append(read))).isFalse();
    assertThat(digests(targetRows)).isEmpty();
  }

  @Test
  void everyChangeReachesBoth() {
    List<Interaction> rows = rows(contact(1), 10);
    assertThat(store.append(rows)).containsOnly(Verdict.STORED).hasSize(10);
    assertThat(store.append(List.of(row(rows.getFirst(), 2, "b"))))
        .containsExactly(Verdict.SUPERSEDED);
    store.append(rows(contact(2), 10));
    assertThat(store.erase(contact(2)).interactions()).isEqualTo(10);
    assertThat(store.expire(Map.of(OPENED, NOON.minusSeconds(4)))).isEqualTo(3);
    assertThat(digests(targetRows)).isEqualTo(digests(sourceRows)).hasSize(1);
  }

  @Test
  void everyChangeOfRecordsReachesBoth() {
    var records = store.records();
    records.put(RecordKind.ADDRESS, List.of(record("p", "1", "a"), record("q", "1", "a")));
    assertThat(records.putIfAbsent(RecordKind.LEDGER, record("l", "1", "a"))).isTrue();
    assertThat(records.putIfAbsent(RecordKind.LEDGER, record("l", "1", "b"))).isFalse();
    assertThat(records.replace(RecordKind.LEDGER, record("l", "1", "a"), bytes("c"))).isTrue();
    assertThat(records.replace(RecordKind.LEDGER, record("l", "1", "a"), bytes("d"))).isFalse();
    records.put(RecordKind.RECEIPT, List.of(record("b", "1", "x"), record("b", "2", "x")));
    records.delete(RecordKind.RECEIPT, bytes("b"), bytes("1"));
    records.erase(RecordKind.ADDRESS, bytes("q"));
    records.put(RecordKind.PLACE, List.of(record("own", "1", "x")));
    assertThat(records(targetRows)).isEqualTo(records(sourceRows)).hasSize(3);
    assertThat(targetRows.records().get(RecordKind.PLACE, bytes("own"), bytes("1"))).isEmpty();
  }

  @Test
  void aTargetThatFailsCostsNobodyAnything() {
    fill(sourceRows, 20, 3);
    AtomicBoolean out = new AtomicBoolean(true);
    target.before(
        verb -> {
          if (out.get()) {
            throw new StoreException.Unavailable("told to", null);
          }
        });
    assertThat(store.append(rows(contact(50), 4))).containsOnly(Verdict.STORED);
    Erasure erasure = store.erase(contact(3));
    assertThat(erasure.interactions()).isEqualTo(3);
    assertThat(erasure.residues()).isEqualTo(Sides.UNREACHED);
    assertThat(store.expire(Map.of(OPENED, NOON.minusSeconds(2)))).isPositive();
    store.records().put(RecordKind.RECEIPT, List.of(record("b", "1", "x")));
    assertThat(store.records().erase(RecordKind.ADDRESS, bytes("q"))).isEqualTo(Sides.UNREACHED);
    assertThatThrownBy(() -> mover(store, Moves.OPTIONS).run())
        .isInstanceOf(StoreException.Unavailable.class);
    assertThat(store.isSwitched()).isFalse();
    assertThat(store.unsettled()).isEqualTo(4);
    out.set(false);
    MoveReport report = mover(store, Moves.OPTIONS).run();
    assertThat(report.outcome()).isEqualTo(MoveReport.Outcome.SWITCHED);
    assertThat(digests(targetRows)).isEqualTo(digests(sourceRows)).hasSize(20);
    assertThat(records(targetRows)).isEqualTo(records(sourceRows));
  }

  @Test
  void whicheverCallOfTheTargetFailsTheMoveEndsEqual() {
    fill(sourceRows, 5, 2);
    sourceRows.records().put(RecordKind.LEDGER, List.of(record("l", "1", "a")));
    for (int failing = 0; failing < 40; failing++) {
      MemoryStore fresh = new MemoryStore();
      MemoryStore copy = new MemoryStore();
      fill(copy, 5, 2);
      copy.records().put(RecordKind.LEDGER, List.of(record("l", "1", "a")));
      AtomicInteger left = new AtomicInteger(failing);
      HookedEngine unreliable =
          new HookedEngine(fresh)
              .before(
                  verb -> {
                    if (left.getAndDecrement() == 0) {
                      throw new StoreException.OutcomeUnknown("told to", null);
                    }
                  });
      MovingStore moving =
          new MovingStore(copy, unreliable, Moves.claim(copy, fresh), new Unsettled());
      moving.append(rows(contact(9), 2));
      MoveReport report = mover(moving, Moves.OPTIONS).run();
      assertThat(report.outcome()).isEqualTo(MoveReport.Outcome.SWITCHED);
      assertThat(digests(fresh)).as("call %d failed", failing).isEqualTo(digests(copy));
      assertThat(records(fresh)).isEqualTo(records(copy));
    }
  }

  @Test
  void anAppendOfUnknownOutcomeIsLookedAtAgain() {
    source.after(
        once(
            "append",
            () -> {
              throw new StoreException.OutcomeUnknown("told to", null);
            }));
    assertThatThrownBy(() -> store.append(rows(contact(1), 2)))
        .isInstanceOf(StoreException.OutcomeUnknown.class);
    assertThat(store.unsettled()).isEqualTo(1);
    mover(store, Moves.OPTIONS).run();
    assertThat(digests(targetRows)).isEqualTo(digests(sourceRows)).hasSize(1);
  }

  @Test
  void whatOnlyTheTargetHasIsErasedThere() {
    fill(sourceRows, 3, 2);
    targetRows.append(rows(contact(77), 3));
    targetRows.append(List.of(row(contact(1), SENT, NOON.plusSeconds(9), "more")));
    targetRows.records().put(RecordKind.ADDRESS, List.of(record("a", "1", "x")));
    MoveReport report = mover(store, Moves.OPTIONS).run();
    assertThat(report.surplus()).isEqualTo(1);
    assertThat(report.repaired()).isEqualTo(1);
    assertThat(report.records()).isEqualTo(new MoveReport.Records(0, 1, 0));
    assertThat(digests(targetRows)).isEqualTo(digests(sourceRows)).hasSize(3);
    assertThat(records(targetRows)).isEmpty();
  }

  @Test
  void whatCannotBeMadeEqualIsNamedAndNothingIsSwitched() {
    fill(sourceRows, 3, 2);
    targetRows.append(rows(ContactId.NONE, 1));
    MoveReport report = mover(store, Moves.OPTIONS).run();
    assertThat(report.outcome()).isEqualTo(MoveReport.Outcome.UNEQUAL);
    assertThat(report.unequal()).containsExactly(ContactId.NONE);
    assertThat(report.unequalContacts()).isEqualTo(1);
    assertThat(store.isSwitched()).isFalse();
    assertThat(report.toString()).doesNotContain("ContactId");
  }

  @Test
  void moreDoubtsThanCanBeRememberedMeanThatAllIsComparedAgain() {
    Unsettled few = new Unsettled(3);
    MovingStore bounded = moving(few);
    AtomicInteger failures = new AtomicInteger(1);
    target.before(failing("append", failures));
    for (int i = 0; i < 5; i++) {
      bounded.append(rows(contact(i), 2));
    }
    assertThat(few.isOverflown()).isTrue();
    MoveReport report = mover(bounded, Moves.OPTIONS).run();
    assertThat(report.outcome()).isEqualTo(MoveReport.Outcome.SWITCHED);
    assertThat(digests(targetRows)).isEqualTo(digests(sourceRows)).hasSize(5);
  }

  @Test
  void aStopEndsItAndTheNextGoesOnFromThere() {
    fill(sourceRows, 1_000, 1);
    AtomicInteger chunks = new AtomicInteger();
    MoveWatch stopping = stopAfter(chunks, 3);
    Mover first = mover(store, Moves.OPTIONS, stopping);
    assertThatThrownBy(first::run).isInstanceOf(MoveStoppedException.class);
    first.close();
    assertThat(MoveMarks.point(sourceRows).phase()).isEqualTo(MovePhase.BACKFILL);
    assertThat(MoveMarks.point(sourceRows).contacts()).isEqualTo(512);
    MoveReport report = mover(moving(), Moves.OPTIONS).run();
    assertThat(report.copiedRows()).isEqualTo(488);
    assertThat(digests(targetRows)).isEqualTo(digests(sourceRows)).hasSize(1_000);
  }

  /** Counting is four chunks of these contacts; then chunks are copied, then compared. */
  private static MoveWatch stopAfter(AtomicInteger chunks, int most) {
    return new MoveWatch() {
      @Override
      public void done(MovePhase phase, long contacts, long total, long rows) {
        if (phase != MovePhase.COUNTING) {
          chunks.incrementAndGet();
        }
      }

      @Override
      public boolean stopAsked() {
        return chunks.get() >= most - 1;
      }
    };
  }

  @Test
  void aComparisonThatEndedWellIsGoneOnWith() {
    fill(sourceRows, 1_000, 1);
    Mover first = mover(store, Moves.OPTIONS, stopAfter(new AtomicInteger(), 7));
    assertThatThrownBy(first::run).isInstanceOf(MoveStoppedException.class);
    assertThat(MoveMarks.point(sourceRows).phase()).isEqualTo(MovePhase.COMPARISON);
    first.close();
    MoveReport report = mover(moving(), Moves.OPTIONS).run();
    assertThat(report.copiedRows()).isZero();
    assertThat(report.contacts()).isEqualTo(1_000);
    assertThat(report.rows()).isEqualTo(1_000);
  }

  @Test
  void aComparisonThatEndedBadlyBeginsAnew() {
    fill(sourceRows, 1_000, 1);
    Mover first = mover(store, Moves.OPTIONS, stopAfter(new AtomicInteger(), 7));
    assertThatThrownBy(first::run).isInstanceOf(MoveStoppedException.class);
    // The process dies between the two writes of an append of a contact that was compared.
    ContactId compared = sourceRows.contacts(null, 1).getFirst();
    sourceRows.append(rows(compared, 9));
    MoveReport report = mover(moving(), Moves.OPTIONS).run();
    assertThat(report.contacts()).isEqualTo(1_000);
    assertThat(report.repaired()).isEqualTo(1);
    assertThat(digests(targetRows)).isEqualTo(digests(sourceRows));
  }

  @Test
  void withoutASwitchBothGoOn() {
    fill(sourceRows, 3, 2);
    Mover mover = mover(store, Moves.STAYING);
    assertThat(mover.run().outcome()).isEqualTo(MoveReport.Outcome.EQUAL);
    store.append(rows(contact(5), 2));
    mover.close();
    assertThat(digests(targetRows)).isEqualTo(digests(sourceRows)).hasSize(4);
    MoveReport report = mover(moving(), Moves.OPTIONS).run();
    assertThat(report.outcome()).isEqualTo(MoveReport.Outcome.SWITCHED);
    assertThat(report.contacts()).isEqualTo(3);
  }

  @Test
  void thereAndBackIsTheSame() {
    MemoryStore here = new MemoryStore();
    fill(here, 50, 5);
    StorageEngine there = new MemoryStore();
    Map<ContactId, ContactDigest> before = digests(here);
    move(here, there);
    there.erase(contact(4));
    MoveReport back = move(there, here);
    assertThat(back.surplus()).as("erased while it was away").isEqualTo(1);
    before.remove(contact(4));
    assertThat(digests(here)).isEqualTo(before);
    assertThatThrownBy(() -> MoveMarks.requireHome(there, "that"))
        .isInstanceOf(MoveRefusedException.class);
    MoveMarks.requireHome(here, "this");
  }
}
