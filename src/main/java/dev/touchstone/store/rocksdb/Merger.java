package dev.touchstone.store.rocksdb;

import dev.touchstone.store.StoreException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
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
  private static final ThreadFactory THREADS =
      Thread.ofPlatform().name("touchstone-merger").daemon().factory();

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
      engine.flush();
      MergeNeed need = MergeNeed.of(engine);
      requireRoom(folder, Files.getFileStore(folder).getUsableSpace(), need.room());
      long before = liveBytes();
      boolean complete = merge(watch, MergeProgress.begin(folder, need.written()));
      return new Merged(before, liveBytes(), complete);
    } catch (RocksDBException e) {
      throw Failures.ofRead(e);
    } catch (IOException | DirectoryIteratorException e) {
      throw new StoreException.Unavailable("the engine's files cannot be looked at: " + e, e);
    }
  }

  /** Without files that were replaced, which may take a moment to go. */
  private long liveBytes() {
    return db.getLiveFilesMetaData().stream().mapToLong(LiveFileMetaData::size).sum();
  }

  static void requireRoom(Path folder, long free, long needed) {
    if (free < needed) {
      throw new StoreException.Unavailable(
          "the disk of %s has %,d bytes left, and merging needs %,d: nothing was merged; make room"
              .formatted(folder, free, needed),
          null);
    }
  }

  /**
   * Whether it came to its end. However it goes on here, the engine reads the options as long as it
   * merges, and must not be closed before: so nobody leaves until it has ended.
   */
  private boolean merge(MergeWatch watch, MergeProgress progress)
      throws RocksDBException, IOException {
    try (CompactRangeOptions options = options();
        ExecutorService merger = Executors.newSingleThreadExecutor(THREADS)) {
      options.setCanceled(watch.stopAsked());
      Future<Boolean> merging = merger.submit(() -> mergeAll(options));
      try {
        return follow(merging, options, watch, progress);
      } finally {
        options.setCanceled(true);
      }
    }
  }

  private static boolean follow(
      Future<Boolean> merging,
      CompactRangeOptions options,
      MergeWatch watch,
      MergeProgress progress)
      throws RocksDBException, IOException {
    boolean interrupted = false;
    try {
      while (true) {
        if (interrupted || watch.stopAsked()) {
          options.setCanceled(true);
        }
        try {
          return merging.get(MILLIS_BETWEEN_REPORTS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          progress.tell(watch);
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
