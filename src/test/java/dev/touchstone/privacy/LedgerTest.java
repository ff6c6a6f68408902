package dev.touchstone.privacy;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.BERT;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.rest;
import static dev.touchstone.testing.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordScan;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.Verdict;
import dev.touchstone.store.memory.MemoryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger beside data that is as old, older, or not its own. */
class LedgerTest {
  @TempDir private Path folder;
  private final MemoryStore engine = new MemoryStore();
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve(Ledger.FILE);
  }

  private void erase(ContactId contact) {
    try (Forgetting forgetting = Forgetting.open(folder, engine)) {
      forgetting.store.append(List.of(row(contact, SENT, NOON, "1")));
      forgetting.erasures.erase(List.of(contact), Forgetting.REASON);
    }
  }

  /** What a backup of this moment would hold: everything but the file. */
  private static MemoryStore copy(StorageEngine engine) {
    MemoryStore copy = new MemoryStore();
    copy.append(rest(engine.scan(TimeRange.ALL)));
    for (RecordKind kind : RecordKind.values()) {
      List<Record> records = new ArrayList<>();
      try (RecordScan scan = engine.records().scan(kind)) {
        scan.forEachRemaining(records::add);
      }
      copy.records().put(kind, records);
    }
    return copy;
  }

  private void assertRefused(StorageEngine store, String... words) {
    assertThatThrownBy(() -> Forgetting.open(folder, store))
        .isInstanceOf(LedgerException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void aNewStoreGetsALedgerThatOnlyTheOwnerReads() throws Exception {
    Forgetting.open(folder, engine).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readAllLines(file)).singleElement().asString().contains("\"begin\"");
    try (Forgetting again = Forgetting.open(folder, engine)) {
      assertThat(again.kinds()).containsExactly(EntryKind.BEGIN);
    }
  }

  @Test
  void withoutItsLedgerAStoreIsRefused() throws Exception {
    Forgetting.open(folder, engine).close();
    Files.delete(file);
    assertRefused(engine, "ledger.ndjson", "missing", "ledger rebuild");
    Files.createFile(file);
    assertRefused(engine, "older than this data", "before entry 0");
  }

  @Test
  void aShorterLedgerIsRefused() throws Exception {
    erase(ANNA);
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, 2));
    assertRefused(engine, "older than this data", "before entry 2");
    Files.write(file, lines);
    Forgetting.open(folder, engine).close();
  }

  @Test
  void theLedgerOfAnotherStoreIsRefused() throws Exception {
    erase(ANNA);
    Files.delete(file);
    Forgetting.open(folder, new MemoryStore()).close();
    assertRefused(engine, "not the ledger of this data", "from entry 0 on");
  }

  @Test
  void aLedgerThatWasChangedAnywhereIsRefused() throws Exception {
    erase(ANNA);
    erase(BERT);
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      List<String> changed = new ArrayList<>(lines);
      changed.set(i, lines.get(i).replace("2026-05-04", "2026-05-05"));
      Files.write(file, changed);
      assertThatThrownBy(() -> Forgetting.open(folder, engine)).isInstanceOf(LedgerException.class);
      changed.set(i, lines.get(i) + " ");
      Files.write(file, changed);
      assertThatThrownBy(() -> Forgetting.open(folder, engine)).isInstanceOf(LedgerException.class);
      changed.remove(i);
      Files.write(file, changed);
      assertThatThrownBy(() -> Forgetting.open(folder, engine)).isInstanceOf(LedgerException.class);
    }
  }

  @Test
  void aLineThatACrashLeftUnfinishedIsTakenAway() throws Exception {
    erase(ANNA);
    List<String> lines = Files.readAllLines(file);
    Files.writeString(file, "{\"position\":3,\"bef", StandardOpenOption.APPEND);
    Forgetting.open(folder, engine).close();
    assertThat(Files.readAllLines(file)).isEqualTo(lines);
    erase(BERT);
    assertThat(Files.readAllLines(file)).hasSize(5).startsWith(lines.toArray(String[]::new));
  }

  @Test
  void aRestoredStoreErasesAgainWhatItDoesNotKnow() {
    try (Forgetting forgetting = Forgetting.open(folder, engine)) {
      forgetting.store.append(List.of(row(ANNA, SENT, NOON, "1"), row(BERT, SENT, NOON, "1")));
    }
    MemoryStore backup = copy(engine);
    erase(ANNA);
    try (Forgetting restored = Forgetting.open(folder, backup)) {
      assertThat(restored.replayed).isEqualTo(new ErasureReplay.Replayed(2, 1));
      assertThat(rest(backup.scan(TimeRange.ALL))).containsExactly(row(BERT, SENT, NOON, "1"));
      assertThat(restored.store.append(List.of(row(ANNA, SENT, NOON, "1"))))
          .containsExactly(Verdict.ERASED);
    }
    try (Forgetting again = Forgetting.open(folder, backup)) {
      assertThat(again.replayed).isEqualTo(new ErasureReplay.Replayed(0, 0));
    }
  }

  @Test
  void whatWasAllowedAgainLaterIsErasedInARestoredStoreToo() {
    try (Forgetting forgetting = Forgetting.open(folder, engine)) {
      forgetting.store.append(List.of(row(ANNA, SENT, NOON, "1")));
    }
    MemoryStore backup = copy(engine);
    try (Forgetting forgetting = Forgetting.open(folder, engine)) {
      forgetting.erasures.erase(List.of(ANNA), Forgetting.REASON);
      forgetting.erasures.unblock(ANNA, Forgetting.REASON);
    }
    try (Forgetting restored = Forgetting.open(folder, backup)) {
      assertThat(rest(backup.scan(ANNA))).isEmpty();
      assertThat(restored.store.append(List.of(row(ANNA, SENT, NOON, "2"))))
          .containsExactly(Verdict.STORED);
    }
  }

  @Test
  void aBackupFromBeforeThereWasALedgerIsReplayedFromItsStart() {
    MemoryStore old = new MemoryStore();
    old.append(List.of(row(ANNA, SENT, NOON, "1"), row(BERT, SENT, NOON, "1")));
    erase(ANNA);
    try (Forgetting restored = Forgetting.open(folder, old)) {
      assertThat(restored.replayed.contacts()).isEqualTo(1);
      assertThat(rest(old.scan(TimeRange.ALL))).hasSize(1);
      assertThat(restored.kinds()).hasSize(3);
    }
  }

  @Test
  void aBackupFromTheMiddleOfAnErasureGetsNoSecondReceipt() {
    try (Forgetting forgetting = Forgetting.open(folder, engine)) {
      forgetting.store.append(List.of(row(ANNA, SENT, NOON, "1")));
      new PendingErasures(engine.records())
          .put(
              new PendingErasure(
                  "00000000-0000-0000-0000-000000000001",
                  Forgetting.NOW,
                  Forgetting.REASON,
                  List.of(ANNA),
                  1,
                  null));
    }
    MemoryStore backup = copy(engine);
    try (Forgetting completed = Forgetting.open(folder, engine)) {
      assertThat(completed.resumed).isEqualTo(1);
    }
    try (Forgetting restored = Forgetting.open(folder, backup)) {
      assertThat(restored.kinds())
          .containsExactly(EntryKind.BEGIN, EntryKind.ERASE, EntryKind.ERASED);
      assertThat(rest(backup.scan(ANNA))).isEmpty();
      assertThat(Forgetting.values(backup, RecordKind.ERASURE)).isEmpty();
    }
  }

  @Test
  void serversThatShareAStoreWriteOneLedger() throws Exception {
    Path second = Files.createDirectory(folder.resolve("second"));
    try (Forgetting one = Forgetting.openShared(folder, engine)) {
      Files.copy(file, second.resolve(Ledger.FILE));
      try (Forgetting other = Forgetting.openShared(second, engine)) {
        one.store.append(List.of(row(ANNA, SENT, NOON, "1"), row(BERT, SENT, NOON, "1")));
        one.erasures.erase(List.of(ANNA), Forgetting.REASON);
        assertThat(other.store.append(List.of(row(ANNA, SENT, NOON, "2"))))
            .containsExactly(Verdict.ERASED);
        other.erasures.erase(List.of(BERT), Forgetting.REASON);
        assertThat(one.store.append(List.of(row(BERT, SENT, NOON, "2"))))
            .containsExactly(Verdict.ERASED);
        assertThat(rest(engine.scan(TimeRange.ALL))).isEmpty();
      }
    }
    Forgetting.openShared(folder, engine).close();
    Forgetting.openShared(second, engine).close();
    assertThat(Files.readAllLines(second.resolve(Ledger.FILE)))
        .hasSize(5)
        .isEqualTo(Files.readAllLines(file));
  }

  @Test
  void manyEntriesLieInChunks() {
    LedgerRecords records = new LedgerRecords(engine.records());
    LedgerEntry.Head head = LedgerEntry.Head.EMPTY;
    for (int i = 0; i < 2 * LedgerRecords.CHUNK; i++) {
      LedgerEntry entry =
          new LedgerEntry.Draft(EntryKind.UNBLOCK, "", List.of("a"), "r", "")
              .behind(head, Forgetting.NOW);
      assertThat(records.put(entry)).isTrue();
      head = entry.head();
    }
    for (long from : new long[] {0, 1, 999, 1_000, 1_001, 1_999, 2_000}) {
      LedgerChain chain = new LedgerChain("it", headBefore(records, from));
      records.from(from).forEachRemaining(chain::next);
      assertThat(chain.head()).isEqualTo(head);
    }
  }

  private static LedgerEntry.Head headBefore(LedgerRecords records, long position) {
    return position == 0
        ? LedgerEntry.Head.EMPTY
        : LedgerEntry.parse(records.get(position - 1).orElseThrow()).head();
  }
}
