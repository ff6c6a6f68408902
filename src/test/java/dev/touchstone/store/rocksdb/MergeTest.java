package dev.touchstone.store.rocksdb;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.BERT;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.read;
import static dev.touchstone.testing.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.RocksDB;

/** All files become one run of the last level, and no row is lost, however it ends. */
@Timeout(120)
class MergeTest {
  private static final int ROUNDS = 3;
  private static final int ROWS = 1_000;
  private static final int MANY = 20_000;

  @TempDir private Path folder;

  /** Several files, one over the other. */
  private List<Interaction> fill() {
    List<Interaction> rows = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      String id = "round " + round;
      List<Interaction> ofRound = IntStream.range(0, ROWS).mapToObj(i -> row(i, id)).toList();
      try (RocksDbStore store = Folders.open(folder)) {
        store.append(ofRound);
      }
      rows.addAll(ofRound);
    }
    return rows;
  }

  private List<LiveFileMetaData> files() throws Exception {
    try (RocksDB raw = Folders.openRaw(folder)) {
      return raw.getLiveFilesMetaData();
    }
  }

  @Test
  void everyRowIsInTheLastLevel() throws Exception {
    List<Interaction> rows = fill();
    assertThat(files()).hasSizeGreaterThan(1);
    try (RocksDbStore store = Folders.open(folder)) {
      Merged merged = store.merge(MergeWatch.NONE);
      assertThat(merged.complete()).isTrue();
      assertThat(merged.bytesBefore()).isPositive();
      // So few rows are less than the dictionary that is made for them.
      assertThat(merged.bytesAfter()).isPositive();
      assertThat(read(store, ANNA, SENT)).containsExactlyInAnyOrderElementsOf(rows);
    }
    assertThat(files()).hasSize(1).allMatch(file -> file.level() == 6);
  }

  @Test
  void whatWasRemovedLiesInNoFile() throws Exception {
    fill();
    try (RocksDbStore store = Folders.open(folder)) {
      store.erase(ANNA);
      store.merge(MergeWatch.NONE);
    }
    assertThat(files()).isEmpty();
  }

  /** Appends until a merge takes so long that it tells how far it is, and breaks off. */
  private static List<Interaction> fillUntil(RocksDbStore store, BooleanSupplier brokenOff) {
    List<Interaction> rows = new ArrayList<>();
    do {
      List<Interaction> more =
          IntStream.range(rows.size(), Math.max(MANY, 2 * rows.size()))
              .mapToObj(i -> row(i, "many"))
              .toList();
      more.stream()
          .gather(Gatherers.windowFixed(InteractionStore.MAX_APPEND))
          .forEach(store::append);
      rows.addAll(more);
    } while (!brokenOff.getAsBoolean());
    return rows;
  }

  private static void checkAfterwards(RocksDbStore store, List<Interaction> rows) {
    List<Interaction> newestFirst = rows.reversed();
    assertThat(read(store, ANNA, SENT)).isEqualTo(newestFirst);
    assertThat(store.merge(MergeWatch.NONE).complete()).isTrue();
    assertThat(read(store, ANNA, SENT)).isEqualTo(newestFirst);
  }

  @Test
  void aMergeThatIsStoppedMidwayLeavesEveryRow() {
    try (RocksDbStore store = Folders.open(folder)) {
      AtomicBoolean reached = new AtomicBoolean();
      MergeWatch watch = watch((done, total) -> reached.set(done <= total), reached::get);
      List<Interaction> rows =
          fillUntil(
              store,
              () -> {
                reached.set(false);
                return !store.merge(watch).complete();
              });
      assertThat(reached).isTrue();
      checkAfterwards(store, rows);
    }
  }

  /** Otherwise the engine would read what is freed, and end the process. */
  @Test
  void aMergeHasEndedWhereWhoWatchesItThrows() {
    try (RocksDbStore store = Folders.open(folder)) {
      List<Interaction> rows = fillUntil(store, () -> isBrokenOff(store));
      checkAfterwards(store, rows);
    }
  }

  private static boolean isBrokenOff(RocksDbStore store) {
    IllegalStateException failure = new IllegalStateException("nobody watches any more");
    AtomicBoolean seen = new AtomicBoolean();
    MergeWatch watch =
        watch(
            (done, total) -> {
              seen.set(isMerging());
              throw failure;
            },
            () -> false);
    try {
      store.merge(watch);
      return false;
    } catch (IllegalStateException e) {
      assertThat(e).isSameAs(failure);
      assertThat(isMerging()).isFalse();
      return seen.get();
    }
  }

  private static boolean isMerging() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Arrays::stream)
        .anyMatch(frame -> frame.getMethodName().equals("compactRange"));
  }

  private interface Reached {
    void tell(long done, long total);
  }

  private static MergeWatch watch(Reached reached, BooleanSupplier stopAsked) {
    return new MergeWatch() {
      @Override
      public void reached(long done, long total) {
        reached.tell(done, total);
      }

      @Override
      public boolean stopAsked() {
        return stopAsked.getAsBoolean();
      }
    };
  }

  @Test
  void anEmptyStoreHasNothingToMerge() {
    try (RocksDbStore store = Folders.open(folder)) {
      assertThat(store.merge(MergeWatch.NONE)).isEqualTo(new Merged(0, 0, true));
      assertThat(read(store, BERT, SENT)).isEmpty();
    }
  }

  @Test
  void aDiskWithoutRoomIsToldBeforeAnythingIsDone() {
    Merger.requireRoom(folder, 100, 100);
    assertThatThrownBy(() -> Merger.requireRoom(folder, 99, 1_000_000))
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessage(
            "the disk of %s has 99 bytes left, and merging needs 1,000,000: nothing was merged;"
                + " make room",
            folder);
  }

  @Test
  void progressCountsFilesThatCameSince() throws Exception {
    Files.write(folder.resolve("1.sst"), new byte[10]);
    MergeProgress progress = MergeProgress.begin(folder, 20);
    assertThat(progress.written()).isZero();
    Files.write(folder.resolve("2.sst"), new byte[7]);
    assertThat(progress.written()).isEqualTo(7);
    Files.write(folder.resolve("2.sst"), new byte[8]);
    Files.write(folder.resolve("3.sst"), new byte[1]);
    assertThat(progress.written()).isEqualTo(9);
    Files.delete(folder.resolve("2.sst"));
    assertThat(progress.written()).isEqualTo(9);
  }
}
