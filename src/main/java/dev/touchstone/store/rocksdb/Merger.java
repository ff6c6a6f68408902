package dev.touchstone.store.rocksdb;

import dev.touchstone.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/**
 * Merges all files into the last level, where rows take the least room: the engine does that by and
 * by, and this at once. Every file is written anew, so nothing that was removed before lies in one
 * afterwards. Files are replaced piece by piece, each piece in one step: wherever it breaks off,
 * every row is there.
 */
final class Merger {
  private static final long MILLIS_BETWEEN_REPORTS = 100;

  private final Engine engine;
  private final RocksDB db;
  private final Path folder;

  Merger(Engine engine, Path folder) {
    this.engine = engine;
    this.db = engine.db();
    this.folder = folder;
  }

  /**
   * Merges; one at a time, others wait.
   *
   * @throws StoreException.Unavailable if the disk has no room for it, or the engine fails
   */
  synchronized Merged run(MergeWatch watch) {
    try {
      MergeProgress progress = MergeProgress.begin(folder);
      engine.flush();
      MergeNeed need = MergeNeed.of(engine);
      requireRoom(folder, Files.getFileStore(folder).getUsableSpace(), need.room());
      boolean complete = merge(watch, progress, need.written());
      return new Merged(progress.bytesBefore(), liveBytes(), complete);
    } catch (RocksDBException e) {
      throw Failures.ofRead(e);
    } catch (IOException | UncheckedIOException e) {
      throw new StoreException.Unavailable("the engine's files cannot be looked at: " + e, e);
    }
  }

  /** Files that were replaced may take a moment to go. */
  private long liveBytes() {
    return db.getLiveFilesMetaData().stream().mapToLong(LiveFileMetaData::size).sum();
  }

  static void requireRoom(Path folder, long free, long needed) {
    if (free < needed) {
      throw new StoreException.Unavailable(
          "the disk of %s has %,d bytes left, and merging needs %,d: nothing was done; make room"
              .formatted(folder, free, needed),
          null);
    }
  }

  /** Whether it came to its end. */
  private boolean merge(MergeWatch watch, MergeProgress progress, long total)
      throws RocksDBException, IOException {
    boolean interrupted = false;
    try (CompactRangeOptions options = options()) {
      options.setCanceled(watch.stopAsked());
      FutureTask<Boolean> merging = new FutureTask<>(() -> mergeAll(options));
      Thread.ofPlatform().name("touchstone-merger").daemon().start(merging);
      while (true) {
        if (interrupted || watch.stopAsked()) {
          options.setCanceled(true);
        }
        try {
          return merging.get(MILLIS_BETWEEN_REPORTS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          watch.reached(Math.min(progress.written(), total), total);
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof RocksDBException failure) {
            throw failure;
          }
          throw new IllegalStateException(e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static CompactRangeOptions options() {
    return new CompactRangeOptions()
        .setExclusiveManualCompaction(true)
        .setAllowWriteStall(true)
        .setMaxSubcompactions(Runtime.getRuntime().availableProcessors())
        .setBottommostLevelCompaction(BottommostLevelCompaction.kForceOptimized);
  }

  private boolean mergeAll(CompactRangeOptions options) throws RocksDBException {
    try {
      for (var family : List.of(engine.rows(), engine.records())) {
        db.compactRange(family, null, null, options);
      }
      return true;
    } catch (RocksDBException e) {
      Status status = e.getStatus();
      if (status != null && status.getCode() == Status.Code.Incomplete) {
        return false;
      }
      throw e;
    }
  }
}
