package dev.touchstone.backup;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.SENT;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.rocksdb.RocksDbOptions;
import dev.touchstone.store.rocksdb.RocksDbStore;
import dev.touchstone.testing.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Appends batches to a store and makes a backup after each, told by a line with the number of
 * batches that are surely in it, until it is killed. Arguments: data folder, backups, first batch.
 */
final class BackingUpProgram {
  static final int BATCH = 200;

  private BackingUpProgram() {}

  public static void main(String[] arguments) throws IOException {
    Path data = Path.of(arguments[0]);
    try (RocksDbStore store = RocksDbStore.open(data, options())) {
      FolderSource source = new FolderSource(data, store, () -> "none");
      for (int batch = Integer.parseInt(arguments[2]); ; batch++) {
        store.append(batch(batch));
        try (BackupFolder folder = BackupFolder.open(Path.of(arguments[1]))) {
          BackupReport report =
              new BackupRun(folder, InstantSource.system(), BackupProgress.NONE).make(source);
          System.out.println(report.backup().id() + " " + (batch + 1));
        }
      }
    }
  }

  static RocksDbOptions options() {
    return new RocksDbOptions(8 << 20, 1 << 20, 64, 2, 4, 10_000, 16 << 20);
  }

  static List<Interaction> batch(int number) {
    return IntStream.range(number * BATCH, (number + 1) * BATCH)
        .mapToObj(i -> Rows.row(ANNA, SENT, NOON.minusSeconds(i), "1"))
        .toList();
  }
}
