package dev.touchstone.store.rocksdb;

import static java.util.Objects.requireNonNull;

import dev.touchstone.store.Erasure.Residue;
import dev.touchstone.store.codec.KeyCodec;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.TableProperties;

/**
 * Takes the bytes of erased rows out of the files. A range delete only hides rows: they stay in the
 * log until what it holds is flushed, and in files until those are merged. One thread of its own
 * does it, contact by contact, while the {@link Committer} goes on.
 */
final class Shredder {
  /** Automatic merges may carry rows to a level that a merge of ours has passed; then once more. */
  private static final int MAX_MERGES = 3;

  /** How long replaced files are waited for. */
  private static final Duration LET_GO = Duration.ofSeconds(2);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

  /** Begins like no contact does. */
  private static final byte[] NO_KEY = {(byte) 0xFF};

  private final Engine engine;
  private final RocksDB db;
  private final Path folder;
  private final Snapshots snapshots;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("touchstone-shredder").daemon().factory());

  /**
   * @param snapshots may hold on to files
   */
  Shredder(Engine engine, Path folder, Snapshots snapshots) {
    this.engine = engine;
    this.db = engine.db();
    this.folder = folder;
    this.snapshots = snapshots;
  }

  /**
   * Rewrites every file that may hold rows of an erased contact.
   *
   * @return what may remain
   */
  CompletableFuture<List<Residue>> shred(byte[] contact) {
    return shred(engine.rows(), contact);
  }

  /** The same for the records of an erased partition. */
  CompletableFuture<List<Residue>> shredRecords(byte[] partition) {
    return shred(engine.records(), partition);
  }

  private CompletableFuture<List<Residue>> shred(ColumnFamilyHandle family, byte[] prefix) {
    return CompletableFuture.supplyAsync(
        () ->
            Stream.concat(shredNow(family, prefix).stream(), snapshots.residues().stream())
                .toList(),
        thread);
  }

  /** Finishes what was asked for. */
  void close() {
    thread.close();
  }

  private List<Residue> shredNow(ColumnFamilyHandle family, byte[] prefix) {
    try {
      Set<Path> before = files();
      boolean hidden = true;
      for (int merges = 0; hidden && merges < MAX_MERGES; merges++) {
        merge(family, prefix);
        hidden = hidesRows(family, prefix);
      }
      forgetBounds();
      return hidden ? residue("files in " + folder + ", until merged: erase again") : kept(before);
    } catch (RocksDBException | IOException e) {
      return residue(
          "files in %s, since the engine failed (%s): erase again"
              .formatted(folder, Failures.words(e)));
    }
  }

  /**
   * The engine's list of files names the first and last key of each. It is written anew at each
   * change, with what was true before it: so this is a change of nothing.
   */
  private void forgetBounds() throws RocksDBException {
    db.delete(NO_KEY);
    engine.flush();
  }

  /** Flushes the log too if it has anything of the range. */
  private void merge(ColumnFamilyHandle family, byte[] prefix) throws RocksDBException {
    try (CompactRangeOptions options = new CompactRangeOptions()) {
      options
          .setExclusiveManualCompaction(true)
          .setBottommostLevelCompaction(BottommostLevelCompaction.kForceOptimized);
      db.compactRange(family, prefix, after(prefix), options);
    }
  }

  /**
   * Whether a file in the range still has a range delete: the engine drops one only when no row
   * below it is left.
   */
  private boolean hidesRows(ColumnFamilyHandle family, byte[] prefix) throws RocksDBException {
    Map<String, TableProperties> tables = db.getPropertiesOfAllTables(family);
    byte[] name = family.getName();
    return db.getLiveFilesMetaData().stream()
        .filter(file -> Arrays.equals(file.columnFamilyName(), name))
        .filter(file -> Arrays.compareUnsigned(file.largestKey(), prefix) >= 0)
        .filter(file -> Arrays.compareUnsigned(file.smallestKey(), after(prefix)) < 0)
        .map(file -> tables.get(folder + file.fileName()))
        .anyMatch(table -> table == null || table.getNumRangeDeletions() > 0);
  }

  private static byte[] after(byte[] prefix) {
    return requireNonNull(KeyCodec.afterPrefix(prefix));
  }

  /**
   * Files that the engine has replaced, but that something open still reads. A read or an automatic
   * merge under way lets go of them soon, so they get a moment; an open scan may keep them for
   * long.
   */
  private List<Residue> kept(Set<Path> before) throws RocksDBException, IOException {
    long deadline = System.nanoTime() + LET_GO.toNanos();
    Set<Path> kept = replaced(before);
    while (!kept.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      kept = replaced(before);
    }
    return kept.isEmpty()
        ? List.of()
        : residue(
            "%d replaced files in %s, until the scans that read them are closed"
                .formatted(kept.size(), folder));
  }

  private Set<Path> replaced(Set<Path> before) throws RocksDBException, IOException {
    // Switched back on, it deletes at once whatever it no longer needs.
    db.disableFileDeletions();
    db.enableFileDeletions();
    Set<Path> replaced = files();
    replaced.retainAll(before);
    db.getLiveFiles(false)
        .files
        .forEach(name -> replaced.remove(folder.resolve(name.substring(1))));
    return replaced;
  }

  /** Tables and logs: all files that have rows. */
  private Set<Path> files() throws IOException {
    Set<Path> files = new HashSet<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.{sst,log}")) {
      found.forEach(files::add);
    }
    return files;
  }

  private static List<Residue> residue(String place) {
    return List.of(new Residue(place, Optional.empty()));
  }
}
