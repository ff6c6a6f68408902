package dev.touchstone.move;

import static dev.touchstone.move.Moves.contact;
import static dev.touchstone.move.Moves.fill;
import static dev.touchstone.move.Moves.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.HookedEngine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several processes that would move one store: one does. */
@Timeout(60)
class MoveClaimTest {
  private final MemoryStore sourceRows = new MemoryStore();
  private final HookedEngine source = new HookedEngine(sourceRows);
  private final MemoryStore target = new MemoryStore();
  private final AtomicLong nanos = new AtomicLong();

  /** What others do while somebody waits. */
  private volatile Runnable meanwhile = () -> {};

  private final Pause pause =
      duration -> {
        nanos.addAndGet(duration.toNanos());
        meanwhile.run();
      };
  private final Notice notice = new Notice(pause, nanos::get);

  private MoveSide shared(StorageEngine engine, String name) {
    return new MoveSide(engine, name, true);
  }

  private MoveClaim claim() {
    return MoveClaim.begin(shared(source, "the source"), shared(target, "the target"), notice)
        .orElseThrow();
  }

  private Mover mover(MovingStore store) {
    return new Mover(store, Moves.OPTIONS, MoveWatch.NONE, pause, nanos::get);
  }

  private MovingStore moving(MoveClaim claim) {
    return new MovingStore(source, target, claim, new Unsettled());
  }

  @Test
  void nothingIsCopiedBeforeEverybodyHasHadTheTimeToNotice() {
    fill(sourceRows, 3, 2);
    MoveClaim claim = claim();
    long begun = nanos.get();
    meanwhile = () -> assertThat(target.contacts(null, 1)).isEmpty();
    mover(moving(claim)).run();
    assertThat(Duration.ofNanos(nanos.get() - begun)).isGreaterThanOrEqualTo(Notice.LASTS);
    assertThat(target.contacts(null, 10)).hasSize(3);
  }

  @Test
  void whatSomebodyPutsIntoTheTargetBeforeItIsNoticedIsNotErased() {
    meanwhile = () -> target.append(rows(contact(9), 2));
    assertThatThrownBy(this::claim)
        .isInstanceOf(MoveRefusedException.class)
        .hasMessageContaining("the target holds something already");
    assertThat(target.contacts(null, 10)).hasSize(1);
    MoveMarks.requireHome(target, "the target");
    MoveMarks.requireHome(source, "the source");
  }

  @Test
  void whoMovesItAlreadyIsNotDisturbed() {
    MoveClaim first = claim();
    meanwhile = first::beat;
    assertThatThrownBy(this::claim)
        .isInstanceOf(MoveRefusedException.class)
        .hasMessageContaining("is being moved by another process");
    assertThatThrownBy(() -> MoveMarks.giveUp(shared(source, "the source"), notice))
        .hasMessageContaining("is being moved by another process");
    meanwhile = () -> {};
    assertThat(mover(moving(first)).run().outcome()).isEqualTo(MoveReport.Outcome.SWITCHED);
  }

  @Test
  void whoIsSilentIsReplacedAndDoesNothingMore() {
    fill(sourceRows, 3, 2);
    MoveClaim silent = claim();
    long asked = nanos.get();
    MoveClaim next = claim();
    assertThat(Duration.ofNanos(nanos.get() - asked)).isGreaterThanOrEqualTo(Notice.LASTS);
    assertThat(next.isNoticed()).isTrue();
    assertThatThrownBy(silent::leave).isInstanceOf(MoveRefusedException.class);
    assertThatThrownBy(silent::beat).isInstanceOf(MoveRefusedException.class);
    assertThatThrownBy(() -> mover(moving(silent)).run()).isInstanceOf(MoveRefusedException.class);
    silent.close();
    assertThat(mover(moving(next)).run().outcome()).isEqualTo(MoveReport.Outcome.SWITCHED);
  }

  @Test
  void whoEndedWellIsNotWaitedFor() {
    claim().close();
    long asked = nanos.get();
    MoveClaim next = claim();
    assertThat(nanos.get()).isEqualTo(asked);
    assertThat(next.isNoticed()).as("whether others had the time to notice").isFalse();
  }

  @Test
  void whatIsGivenUpIsNotSwitched() {
    MoveClaim silent = claim();
    assertThat(MoveMarks.giveUp(shared(source, "the source"), notice)).isEqualTo("the target");
    assertThatThrownBy(silent::leave).isInstanceOf(MoveRefusedException.class);
    MoveMarks.requireHome(source, "the source");
  }

  @Test
  void aChangeOfTheMarkThatHappenedThoughNobodyKnewIsOurs() {
    MoveClaim claim = claim();
    AtomicBoolean failing = new AtomicBoolean(true);
    source.after(
        verb -> {
          if (verb.equals("record replace") && failing.getAndSet(false)) {
            throw new StoreException.OutcomeUnknown("told to", null);
          }
        });
    assertThatThrownBy(claim::beat).isInstanceOf(StoreException.OutcomeUnknown.class);
    claim.beat();
    failing.set(true);
    claim.leave();
    claim.beat();
    assertThat(MoveMarks.find(source).orElseThrow().standing()).isEqualTo(Standing.LEFT);
  }

  @Test
  void aSwitchThatHappenedThoughNobodyKnewIsNotUndone() {
    MoveClaim claim = claim();
    AtomicBoolean failing = new AtomicBoolean(true);
    source.after(
        verb -> {
          if (verb.equals("record replace") && failing.get()) {
            throw new StoreException.OutcomeUnknown("told to", null);
          }
        });
    source.before(
        verb -> {
          if (verb.equals("record get") && failing.get()) {
            throw new StoreException.Unavailable("told to", null);
          }
        });
    assertThatThrownBy(claim::leave).isInstanceOf(StoreException.class);
    failing.set(false);
    claim.beat();
    claim.write(MoveMark.Point.START);
    assertThat(MoveMarks.find(source).orElseThrow().standing()).isEqualTo(Standing.LEFT);
    claim.leave();
  }

  @Test
  void theTargetMayBeUsedByOthersBehindTheSwitchAndIsTheirs() {
    MoveClaim claim = claim();
    claim.requireTarget();
    claim.leave();
    MoveMarks.arrive(target);
    claim.requireTarget();
    MoveSide further = new MoveSide(new MemoryStore(), "further", false);
    assertThat(MoveClaim.begin(shared(target, "the target"), further, notice)).isPresent();
    assertThatThrownBy(claim::requireTarget).isInstanceOf(MoveRefusedException.class);
  }
}
