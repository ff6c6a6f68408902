package dev.touchstone.store.rocksdb;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.BERT;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.rest;
import static dev.touchstone.testing.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Query;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.Verdict;
import dev.touchstone.store.codec.KeyCodec;
import java.io.File;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDB;

/** What cannot be read is told, and never taken for absent. */
class DamageTest {
  @TempDir private Path folder;

  @Test
  void damagedFilesAreTold() throws Exception {
    List<Interaction> rows = IntStream.range(0, 2_000).mapToObj(i -> row(i, "1")).toList();
    try (RocksDbStore store = Folders.open(folder)) {
      store.append(rows);
      store.erase(BERT); // which flushes
    }
    damageLargestTable();
    try (RocksDbStore store = Folders.open(folder)) {
      Query query = new Query(ANNA, SENT, TimeRange.ALL, 10, null);
      assertThatThrownBy(() -> store.read(query)).isInstanceOf(StoreException.Damaged.class);
      assertThatThrownBy(() -> rest(store.scan(ANNA))).isInstanceOf(StoreException.Damaged.class);
      assertThatThrownBy(() -> store.append(rows)).isInstanceOf(StoreException.Damaged.class);
      assertThatThrownBy(() -> store.erase(ANNA)).isInstanceOf(StoreException.Damaged.class);
      assertThat(store.append(List.of(row(BERT, SENT, NOON, "1")))).containsExactly(Verdict.STORED);
    }
  }

  /** In its first block, where rows are. */
  private void damageLargestTable() throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      File largest =
          files
              .map(Path::toFile)
              .filter(file -> file.getName().endsWith(".sst"))
              .max(Comparator.comparingLong(File::length))
              .orElseThrow();
      try (RandomAccessFile bytes = new RandomAccessFile(largest, "rw")) {
        bytes.seek(100);
        bytes.write(new byte[64]);
      }
    }
  }

  @Test
  void aDamagedRowConcernsOnlyWhoAsksForIt() throws Exception {
    Interaction damaged = row(0, "damaged");
    Interaction sound = row(1, "sound");
    Folders.open(folder).close();
    try (RocksDB raw = Folders.openRaw(folder)) {
      raw.put(KeyCodec.encode(damaged), new byte[] {99, 1});
    }
    try (RocksDbStore store = Folders.open(folder)) {
      List<CompletableFuture<?>> sounds =
          IntStream.range(0, 50)
              .mapToObj(
                  i -> CompletableFuture.runAsync(() -> store.append(List.of(row(i + 2, "s")))))
              .<CompletableFuture<?>>map(future -> future)
              .toList();
      for (int i = 0; i < 50; i++) {
        assertThatThrownBy(() -> store.append(List.of(damaged)))
            .isInstanceOf(StoreException.Damaged.class)
            .hasMessageContaining("row format 99, known is 1");
      }
      sounds.forEach(CompletableFuture::join);
      assertThat(store.append(List.of(sound))).containsExactly(Verdict.STORED);
      assertThat(
              store
                  .read(
                      new Query(
                          ANNA,
                          SENT,
                          new TimeRange(NOON.plusNanos(1), NOON.plusSeconds(99)),
                          99,
                          null))
                  .interactions())
          .hasSize(51);
    }
  }
}
