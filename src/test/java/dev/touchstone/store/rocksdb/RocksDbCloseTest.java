package dev.touchstone.store.rocksdb;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.read;
import static dev.touchstone.testing.Rows.rest;
import static dev.touchstone.testing.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.Scan;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.TimeRange;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** However a store is closed, nobody is left inside the engine: that would end the process. */
@Timeout(60)
class RocksDbCloseTest {
  private static final int CALLERS = 12;
  private static final byte[] KEY = {1};

  @TempDir private Path folder;

  @Test
  void openScansAreClosedWithTheStore() {
    RocksDbStore store = Folders.open(folder);
    store.append(IntStream.range(0, 2_000).mapToObj(i -> row(i, "1")).toList());
    Scan begun = store.scan(ANNA);
    begun.next();
    Scan fresh = store.scan(TimeRange.ALL);
    store.close();
    assertThatThrownBy(begun::hasNext).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(begun::next).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(fresh::next).isInstanceOf(IllegalStateException.class);
    begun.close();
    fresh.close();
  }

  @Test
  void closingAmidCallsLosesNothingThatWasAcknowledged() throws Exception {
    AtomicInteger acknowledged = new AtomicInteger();
    CountDownLatch busy = new CountDownLatch(CALLERS * 3);
    RocksDbStore store = Folders.open(folder);
    List<Thread> callers = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      int own = caller;
      callers.add(Thread.startVirtualThread(() -> callUntilClosed(store, own, acknowledged, busy)));
    }
    busy.await();
    store.close();
    for (Thread caller : callers) {
      caller.join();
    }
    try (RocksDbStore again = Folders.open(folder)) {
      assertThat(read(again, ANNA, SENT)).hasSize(acknowledged.get());
    }
  }

  private static void callUntilClosed(
      RocksDbStore store, int caller, AtomicInteger acknowledged, CountDownLatch busy) {
    try {
      for (int i = 0; ; i++) {
        store.append(List.of(row(i, "caller " + caller)));
        acknowledged.incrementAndGet();
        rest(store.scan(ANNA));
        busy.countDown();
      }
    } catch (IllegalStateException closed) {
      assertThat(closed).hasMessageContaining("closed");
    }
  }

  @Test
  void aClosedStoreHasNothingInItsLog() throws Exception {
    try (RocksDbStore store = Folders.open(folder)) {
      store.append(List.of(row(0, "1")));
      store.records().put(RecordKind.LEDGER, List.of(new Record(KEY, KEY, KEY)));
      assertThat(logBytes()).isPositive();
    }
    assertThat(logBytes()).isZero();
    try (RocksDbStore again = Folders.open(folder)) {
      assertThat(read(again, ANNA, SENT)).containsExactly(row(0, "1"));
      assertThat(again.records().get(RecordKind.LEDGER, KEY, KEY)).contains(KEY);
    }
  }

  private long logBytes() throws IOException {
    long bytes = 0;
    try (DirectoryStream<Path> logs =
        Files.newDirectoryStream(folder.resolve("rocksdb"), "*.log")) {
      for (Path log : logs) {
        bytes += Files.size(log);
      }
    }
    return bytes;
  }

  @Test
  void whoIsInterruptedDoesNotKnowTheOutcome() {
    Interaction row = row(0, "1");
    try (RocksDbStore store = Folders.open(folder)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> store.append(List.of(row)))
          .isInstanceOf(StoreException.OutcomeUnknown.class);
      assertThat(Thread.interrupted()).isTrue();
      store.append(List.of(row(1, "1")));
      assertThat(read(store, ANNA, SENT)).containsExactly(row(1, "1"), row);
    }
  }
}
