package dev.touchstone.cli;

import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.rest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.Config;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.move.MoveOptions;
import dev.touchstone.move.MovePhase;
import dev.touchstone.move.MoveReport;
import dev.touchstone.move.MoveWatch;
import dev.touchstone.move.Mover;
import dev.touchstone.move.MovingStore;
import dev.touchstone.move.Pause;
import dev.touchstone.privacy.Reason;
import dev.touchstone.privacy.index.MailAddress;
import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordScan;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.Verdict;
import dev.touchstone.store.rocksdb.RocksDbOptions;
import dev.touchstone.store.rocksdb.RocksDbStore;
import dev.touchstone.telemetry.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store moves while it is served, and people are erased in every phase of it. */
final class ErasedWhileMovingTest {
  private static final int ROWS = 3;
  private static final Set<RecordKind> KINDS =
      EnumSet.of(
          RecordKind.LEDGER,
          RecordKind.RECEIPT,
          RecordKind.ERASURE,
          RecordKind.ADDRESS,
          RecordKind.CONTACT_ADDRESS);

  @TempDir private Path folder;

  private Path data() {
    return folder.resolve("data");
  }

  private Path moved() {
    return folder.resolve("moved");
  }

  private static ContactId contact(Object name) {
    return ContactId.parse("contact-" + name);
  }

  private static String mail(Object name) {
    return "mail-%s@example.org".formatted(name);
  }

  private static List<Interaction> rows(Object name) {
    List<Interaction> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(
          new Interaction(
              contact(name),
              SENT,
              NOON.plusSeconds(i),
              InteractionId.parse(Integer.toString(i)),
              1,
              Fields.of(Map.of("EmailAddressUsed", mail(name)))));
    }
    return rows;
  }

  private void fill() {
    try (OpenFolder open = OpenFolder.open(data(), Config.defaults())) {
      for (MovePhase phase : MovePhase.values()) {
        open.kept().append(rows(phase));
      }
      open.kept().append(rows("kept"));
      open.kept().append(rows("behind"));
    }
  }

  @Test
  void whoIsErasedIsInNeitherStoreAndTheReceiptIsTrue() throws IOException {
    fill();
    Erasing erasing = moveErasing(open -> {});
    assertThat(erasing.receipts).hasSize(MovePhase.values().length - 1);
    assertThat(erasing.receipts)
        .allSatisfy(
            text ->
                assertThat(text).contains("\"interactions\":{\"EmailSent\":3}", "\"residues\":[]"));
    assertThat(records(moved())).isEqualTo(records(data()));
    try (OpenFolder open = openMoved()) {
      for (MovePhase phase : erasing.erased) {
        assertThat(rest(open.kept().scan(contact(phase)))).as("%s", phase).isEmpty();
        assertThat(found(open, phase)).isEmpty();
        assertThat(open.kept().append(rows(phase))).containsOnly(Verdict.ERASED);
      }
      assertThat(rest(open.kept().scan(contact("kept")))).hasSize(ROWS);
      assertThat(found(open, "kept")).containsExactly(contact("kept"));
      assertThat(open.erasures().replayed().entries()).as("what the store did not know").isZero();
      assertThat(open.erasures().resumed()).isZero();
    }
  }

  @Test
  void behindTheSwitchTheReceiptNamesTheStoreThatWasLeft() throws IOException {
    fill();
    List<String> receipts = new ArrayList<>();
    moveErasing(open -> receipts.add(erase(open, "behind")));
    assertThat(receipts.getFirst()).contains("the store from which this one was moved");
    try (OpenFolder open = openMoved()) {
      assertThat(rest(open.kept().scan(contact("behind")))).isEmpty();
    }
  }

  /** As an operator does it: what belongs to the folder and not to the store is copied. */
  private OpenFolder openMoved() throws IOException {
    Files.copy(data().resolve("ledger.ndjson"), moved().resolve("ledger.ndjson"));
    EraseCommandTest.copySecrets(data(), moved());
    return OpenFolder.open(moved(), Config.defaults());
  }

  private static List<ContactId> found(OpenFolder open, Object name) {
    return open.erasures().addresses().find(MailAddress.parse(mail(name)), null).contacts();
  }

  private static String erase(OpenFolder open, Object name) {
    return open.erasures().erasures().erase(List.of(contact(name)), new Reason("test")).text();
  }

  /** What is done with the folder when its store has been moved and before it is closed. */
  @FunctionalInterface
  private interface Behind {
    void run(OpenFolder open);
  }

  private Erasing moveErasing(Behind behind) {
    Metrics metrics = new Metrics();
    Config config = Config.defaults();
    MovingStore store =
        ServedMove.open(
            new StoreAddress.Folder(data()), new StoreAddress.Folder(moved()), config, metrics);
    try (OpenFolder open = OpenFolder.moving(data(), config, store, metrics, () -> false)) {
      Erasing erasing = new Erasing(open);
      try (Mover mover =
          new Mover(store, MoveOptions.DEFAULTS, erasing, Pause.REAL, System::nanoTime)) {
        assertThat(mover.run().outcome()).isEqualTo(MoveReport.Outcome.SWITCHED);
      }
      behind.run(open);
      return erasing;
    }
  }

  /** Erases somebody in every phase that a store has which nobody else can open. */
  private static final class Erasing implements MoveWatch {
    private final OpenFolder open;
    private final Set<MovePhase> erased = EnumSet.noneOf(MovePhase.class);
    private final List<String> receipts = new ArrayList<>();

    Erasing(OpenFolder open) {
      this.open = open;
    }

    @Override
    public void done(MovePhase phase, long contacts, long total, long rows) {
      if (erased.add(phase)) {
        receipts.add(erase(open, phase));
      }
    }
  }

  /** What a closed store has of erasures and addresses. */
  private static List<Record> records(Path folder) {
    List<Record> all = new ArrayList<>();
    try (StorageEngine engine = RocksDbStore.open(folder, RocksDbOptions.DEFAULTS)) {
      for (RecordKind kind : KINDS) {
        try (RecordScan scan = engine.records().scan(kind)) {
          scan.forEachRemaining(all::add);
        }
      }
    }
    assertThat(all).isNotEmpty();
    return all;
  }

  @Test
  void aStoreThatWasOpenedHasALedgerOfItsOwnAndIsNotMovedInto() {
    fill();
    OpenFolder.open(moved(), Config.defaults()).close();
    assertThat(move(data(), moved()).err()).contains("holds something already");
    OpenFolder.open(data(), Config.defaults()).close();
  }

  @Test
  void anIndexThatIsNotCompleteIsNotTakenForOneThatIs() throws IOException {
    fill();
    assertThat(move(data(), moved()).exitCode()).isZero();
    try (StorageEngine engine = RocksDbStore.open(moved(), RocksDbOptions.DEFAULTS)) {
      engine.append(rows("unknown"));
      engine.records().delete(RecordKind.ADDRESS, new byte[] {0}, new byte[] {0});
    }
    Shell.Result back = move(moved(), data());
    assertThat(back.exitCode()).as(back.err()).isZero();
    try (OpenFolder open = OpenFolder.open(data(), Config.defaults())) {
      assertThat(open.erasures().completeness().isComplete()).isFalse();
      assertThat(found(open, "unknown")).isEmpty();
      open.erasures().rebuild().run((contacts, rows) -> {}, () -> false);
      assertThat(open.erasures().completeness().isComplete()).isTrue();
      assertThat(found(open, "unknown")).containsExactly(contact("unknown"));
    }
  }

  private static Shell.Result move(Path from, Path to) {
    return new Shell().run("move", "--from", "rocksdb:" + from, "--to", "rocksdb:" + to);
  }
}
