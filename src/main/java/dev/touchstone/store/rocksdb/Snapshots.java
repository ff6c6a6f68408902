package dev.touchstone.store.rocksdb;

import dev.touchstone.store.Erasure.Residue;
import dev.touchstone.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * Makes snapshots: the engine's tables get second names in a folder beside its own, which costs no
 * copy, and the little that it still writes to is copied. One at a time. Thread-safe.
 */
final class Snapshots {
  /** The engine gives a snapshot its name when it is whole, and this at the end until then. */
  private static final String UNFINISHED = ".tmp";

  private final RocksDB db;
  private final Path folder;
  private @Nullable StoreSnapshot open;

  /** What a process that died has left is removed: it may hold rows that were erased since. */
  Snapshots(RocksDB db, DataFolder data) {
    this.db = db;
    this.folder = data.snapshotFolder();
    removeFiles();
  }

  /**
   * Makes a snapshot of everything that was acknowledged before.
   *
   * @throws StoreException.Overloaded if one is open already
   * @throws StoreException.Unavailable if the engine cannot make one now
   */
  synchronized StoreSnapshot take() {
    if (open != null) {
      throw new StoreException.Overloaded("a snapshot of this store is in use already", null);
    }
    removeFiles();
    try (Checkpoint checkpoint = Checkpoint.create(db)) {
      checkpoint.createCheckpoint(folder.toString());
    } catch (RocksDBException e) {
      removeFiles();
      throw new StoreException.Unavailable("no snapshot could be made: " + Failures.words(e), e);
    }
    StoreSnapshot snapshot = new StoreSnapshot(folder, this::close);
    open = snapshot;
    return snapshot;
  }

  /** What an erasure that ends now must say. */
  synchronized List<Residue> residues() {
    return open == null
        ? List.of()
        : List.of(
            new Residue(
                "files in %s, until the backup under way is done".formatted(folder),
                Optional.empty()));
  }

  synchronized void close() {
    if (open != null) {
      open = null;
      removeFiles();
    }
  }

  private void removeFiles() {
    remove(folder);
    remove(folder.resolveSibling(folder.getFileName() + UNFINISHED));
  }

  private static void remove(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the snapshot " + folder + " cannot be removed", e);
    }
  }
}
