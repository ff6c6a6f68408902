package dev.touchstone.bench;

import dev.touchstone.bench.load.LoadSpec;
import dev.touchstone.bench.load.LoadWriter;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.rocksdb.RocksDbOptions;
import dev.touchstone.store.rocksdb.RocksDbStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Fills a data folder through the store itself, where how it is filled is not measured. */
final class DirectLoad {
  private static final int BATCH = 5_000;
  private static final int UNDER_WAY = 3;

  private DirectLoad() {}

  /**
   * Appends all rows of a load.
   *
   * @param questions where what can be asked of them is written at the end
   */
  static void run(LoadSpec spec, Path data, Path questions, Progress progress) throws IOException {
    Questions counted = new Questions();
    try (RocksDbStore store = RocksDbStore.open(data, RocksDbOptions.DEFAULTS);
        ExecutorService appending = Executors.newFixedThreadPool(UNDER_WAY)) {
      Deque<Future<?>> underWay = new ArrayDeque<>();
      Iterator<List<Interaction>> batches = LoadWriter.batches(spec, BATCH);
      for (long rows = 0; batches.hasNext(); rows += BATCH) {
        List<Interaction> batch = batches.next();
        batch.forEach(counted::count);
        underWay.add(appending.submit(() -> store.append(batch)));
        if (underWay.size() > UNDER_WAY) {
          underWay.remove().get();
        }
        progress.reached(rows, spec.rows());
      }
      for (Future<?> append : underWay) {
        append.get();
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new IOException("the rows could not be appended", e);
    }
    counted.write(spec, questions);
  }
}
