package dev.touchstone.move;

import static dev.touchstone.move.Moves.bytes;
import static dev.touchstone.move.Moves.contact;
import static dev.touchstone.move.Moves.digests;
import static dev.touchstone.move.Moves.record;
import static dev.touchstone.move.Moves.records;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.OPENED;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.store.rocksdb.RocksDbOptions;
import dev.touchstone.store.rocksdb.RocksDbStore;
import dev.touchstone.testing.HookedEngine;
import dev.touchstone.testing.Randoms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Moves from RocksDB into memory and on to RocksDB while several callers append, supersede, erase
 * and change records, while rows expire, and while the target fails now and then. In the end the
 * last store holds what a store would that got the same changes and was never moved. Each caller
 * has contacts of its own, so that their order is known.
 */
@Timeout(120)
class MoveModelTest {
  private static final int CALLERS = 3;
  private static final int CONTACTS = 60;

  /** So many changes at the most, since memory takes more of them than a disk can follow. */
  private static final int CHANGES = 150;

  private final long seed = Randoms.seed(MoveModelTest.class);
  private final Random random = new Random(seed);
  private final MemoryStore model = new MemoryStore();
  private final AtomicBoolean stop = new AtomicBoolean();
  private volatile MovingStore store;

  @TempDir private Path folder;

  MoveModelTest() {
    store = new MovingStore(Moves.claim(new MemoryStore(), new MemoryStore()));
  }

  @Test
  void whatChangesDuringTwoMovesIsNeitherLostNorUndone() throws Exception {
    try (StorageEngine first = open("first");
        StorageEngine last = open("last");
        StorageEngine middle = new MemoryStore()) {
      fill(first);
      moveWhileChanging(first, middle);
      moveWhileChanging(middle, last);
      assertThat(digests(last)).as("-Dseed=%d", seed).isEqualTo(digests(model));
      assertThat(records(last)).as("-Dseed=%d", seed).isEqualTo(records(model));
    }
  }

  private StorageEngine open(String name) {
    return RocksDbStore.open(folder.resolve(name), RocksDbOptions.DEFAULTS);
  }

  private void fill(StorageEngine engine) {
    for (int i = 0; i < CALLERS * CONTACTS; i++) {
      List<Interaction> rows = Moves.rows(contact(i), random.nextInt(12));
      engine.append(rows);
      model.append(rows);
    }
    engine.append(Moves.rows(ContactId.NONE, 20));
    model.append(Moves.rows(ContactId.NONE, 20));
  }

  private void moveWhileChanging(StorageEngine source, StorageEngine target) throws Exception {
    MoveClaim claim = Moves.claim(source, target);
    store = new MovingStore(source, unreliable(target), claim, new Unsettled());
    stop.set(false);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        Changes changing = new Changes(caller, new Random(random.nextLong()));
        all.add(callers.submit(changing::run));
      }
      try {
        MoveReport report = Moves.mover(store, new MoveOptions(4, 0, 1_000, true)).run();
        assertThat(report.outcome()).as("-Dseed=%d", seed).isEqualTo(MoveReport.Outcome.SWITCHED);
      } finally {
        stop.set(true);
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  /** A target that fails at one call in so many, before or after it was made, until it is used. */
  private StorageEngine unreliable(StorageEngine target) {
    Random failures = new Random(random.nextLong());
    AtomicInteger left = new AtomicInteger(10);
    return new HookedEngine(target)
        .before(verb -> fail(failures, left))
        .after(verb -> fail(failures, left));
  }

  private void fail(Random failures, AtomicInteger left) {
    if (!store.isSwitched() && failures.nextInt(100) == 0 && left.getAndDecrement() > 0) {
      throw new StoreException.OutcomeUnknown("told to", null);
    }
  }

  /** One caller. */
  private final class Changes {
    private final int caller;
    private final Random dice;

    Changes(int caller, Random dice) {
      this.caller = caller;
      this.dice = dice;
    }

    void run() {
      for (int i = 0; i < CHANGES && !stop.get(); i++) {
        change();
      }
    }

    private void change() {
      switch (dice.nextInt(60)) {
        case 0 -> erase(contact(CALLERS * dice.nextInt(CONTACTS) + caller));
        case 1, 2, 3, 4, 5 -> changeRecords("p" + caller + dice.nextInt(5), "k" + dice.nextInt(40));
        case 6 -> expire();
        default -> append();
      }
    }

    private void append() {
      List<Interaction> rows = new ArrayList<>();
      for (int i = dice.nextInt(40); i > 0; i--) {
        ContactId contact = contact(CALLERS * dice.nextInt(CONTACTS) + caller);
        int second = dice.nextInt(15);
        Interaction row =
            row(contact, dice.nextBoolean() ? SENT : OPENED, NOON.minusSeconds(second), "1");
        rows.add(row(row, dice.nextInt(3), Integer.toString(dice.nextInt(5))));
      }
      assertThat(store.append(rows)).isEqualTo(model.append(rows));
    }

    private void erase(ContactId contact) {
      assertThat(store.erase(contact).interactions())
          .isEqualTo(model.erase(contact).interactions());
    }

    /** Of a type that nobody appends, so that its order does not matter. */
    private void expire() {
      var cutoffs = Map.of(new TypeName("Never"), NOON.minusSeconds(dice.nextInt(9)));
      store.expire(cutoffs);
      model.expire(cutoffs);
    }

    private void changeRecords(String partition, String key) {
      var records = store.records();
      var expected = model.records();
      var record = record(partition, key, "v" + dice.nextInt(3));
      switch (dice.nextInt(5)) {
        case 0 -> {
          records.put(RecordKind.ADDRESS, List.of(record));
          expected.put(RecordKind.ADDRESS, List.of(record));
        }
        case 1 ->
            assertThat(records.putIfAbsent(RecordKind.LEDGER, record))
                .isEqualTo(expected.putIfAbsent(RecordKind.LEDGER, record));
        case 2 ->
            assertThat(records.replace(RecordKind.LEDGER, record, bytes("v0")))
                .isEqualTo(expected.replace(RecordKind.LEDGER, record, bytes("v0")));
        case 3 -> {
          records.delete(RecordKind.ADDRESS, bytes(partition), bytes(key));
          expected.delete(RecordKind.ADDRESS, bytes(partition), bytes(key));
        }
        default -> {
          records.erase(RecordKind.ADDRESS, bytes(partition));
          expected.erase(RecordKind.ADDRESS, bytes(partition));
        }
      }
    }
  }
}
