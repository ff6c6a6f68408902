package dev.touchstone.move;

import static dev.touchstone.move.Moves.bytes;
import static dev.touchstone.move.Moves.contact;
import static dev.touchstone.move.Moves.record;
import static dev.touchstone.move.Moves.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.store.RecordKind;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.HookedEngine;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A server on a store that another one moves: on a clock that stands until it is told. */
class TenureTest {
  private final AtomicLong nanos = new AtomicLong();
  private final MemoryStore rows = new MemoryStore();
  private final HookedEngine engine = new HookedEngine(rows);
  private final MemoryStore target = new MemoryStore();
  private final Tenure tenure =
      new Tenure(() -> MoveMarks.requireHome(engine, "the store"), nanos::get);
  private final TenuredStore store = new TenuredStore(engine, tenure);

  private void passSeconds(long seconds) {
    nanos.addAndGet(seconds * 1_000_000_000);
  }

  @Test
  void itLastsAsLongAsItIsRenewed() {
    for (int i = 0; i < 10; i++) {
      passSeconds(9);
      store.append(rows(contact(i), 1));
      tenure.look();
    }
    assertThat(store.contacts(null, 100)).hasSize(10);
    store.check();
  }

  @Test
  void rowsAreRefusedOnceTheMoveIsNoticedAndRecordsWhenTheTermIsOver() {
    MoveClaim claim = Moves.claim(rows, target);
    store.append(rows(contact(1), 1));
    tenure.look();
    assertThatThrownBy(() -> store.append(rows(contact(2), 1)))
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessageContaining("the store is being moved to the target");
    assertThatThrownBy(() -> store.scan(contact(1))).isInstanceOf(StoreException.Unavailable.class);
    assertThatThrownBy(store::check).isInstanceOf(StoreException.Unavailable.class);
    store.records().put(RecordKind.AUDIT, List.of(record("a", "1", "x")));
    passSeconds(10);
    assertThatThrownBy(() -> store.records().get(RecordKind.AUDIT, bytes("a"), bytes("1")))
        .isInstanceOf(StoreException.Unavailable.class);
    assertThat(rows.contacts(null, 10)).hasSize(1);
    claim.close();
    MoveMarks.giveUp(new MoveSide(rows, "the store", false), Notice.REAL);
    tenure.look();
    store.append(rows(contact(2), 1));
  }

  @Test
  void withoutAnAnswerOfTheStoreItEnds() {
    engine.before(
        verb -> {
          if (verb.startsWith("record")) {
            throw new StoreException.Unavailable("told to", null);
          }
        });
    passSeconds(9);
    tenure.look();
    store.append(rows(contact(1), 1));
    passSeconds(1);
    assertThatThrownBy(() -> store.append(rows(contact(2), 1)))
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessageContaining("does not say whether it is being moved");
    engine.before(verb -> {});
    tenure.look();
    store.append(rows(contact(2), 1));
  }

  @Test
  void whatTookLongerThanTheTermIsNotAcknowledged() {
    engine.after(verb -> passSeconds(verb.equals("append") || verb.equals("read") ? 11 : 0));
    assertThatThrownBy(() -> store.append(rows(contact(1), 1)))
        .isInstanceOf(StoreException.OutcomeUnknown.class);
    tenure.look();
    assertThat(store.contacts(null, 10)).as("it may have happened").hasSize(1);
  }

  @Test
  void whoAsksLateHearsForTheTimeSinceItAsked() {
    engine.after(verb -> passSeconds(verb.startsWith("record") ? 9 : 0));
    tenure.look();
    store.append(rows(contact(1), 1));
    passSeconds(1);
    assertThatThrownBy(() -> store.append(rows(contact(1), 1)))
        .isInstanceOf(StoreException.Unavailable.class);
  }

  @Test
  void itEndsBeforeTheMoverBeginsToCopyThoughClocksDiffer() {
    assertThat(Notice.LASTS).isGreaterThanOrEqualTo(Tenure.LASTS.multipliedBy(3).dividedBy(2));
    assertThat(Tenure.LASTS).isGreaterThan(Tenure.EVERY.multipliedBy(2));
  }

  @Test
  void aStoreThatIsMovedIsNotOpened() {
    Moves.claim(rows, target);
    assertThatThrownBy(() -> TenuredStore.guard(rows, "the store"))
        .isInstanceOf(MoveRefusedException.class);
    assertThatThrownBy(() -> TenuredStore.guard(target, "the target"))
        .isInstanceOf(MoveRefusedException.class)
        .hasMessageContaining("is not whole");
  }
}
