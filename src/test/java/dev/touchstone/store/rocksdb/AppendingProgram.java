package dev.touchstone.store.rocksdb;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.SENT;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.testing.Rows;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Opens a data folder, prints a line, and appends batch after batch, each acknowledged by a line
 * with its number, until it is killed or fails. Arguments: folder, number of the first batch.
 */
final class AppendingProgram {
  static final int BATCH = 100;
  static final String OPENED = "opened";

  private AppendingProgram() {}

  public static void main(String[] arguments) {
    RocksDbStore store = RocksDbStore.open(Path.of(arguments[0]), options());
    System.out.println(OPENED);
    for (int batch = Integer.parseInt(arguments[1]); ; batch++) {
      store.append(batch(batch));
      System.out.println(batch);
    }
  }

  /** A small write buffer, so that the program is also killed while files are written. */
  static RocksDbOptions options() {
    return new RocksDbOptions(8 << 20, 1 << 20, 64, 2, 4, 10_000, 16 << 20);
  }

  static List<Interaction> batch(int number) {
    return IntStream.range(number * BATCH, (number + 1) * BATCH)
        .mapToObj(i -> Rows.row(ANNA, SENT, NOON.minusSeconds(i), "1"))
        .map(row -> Rows.row(row, 1, "x".repeat(200)))
        .toList();
  }
}
