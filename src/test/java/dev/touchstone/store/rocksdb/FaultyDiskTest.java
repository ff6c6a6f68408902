package dev.touchstone.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.store.TimeRange;
import dev.touchstone.store.Verdict;
import dev.touchstone.testing.Rows;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes no more: here a file that may not grow, set from outside for one process. */
@Timeout(60)
class FaultyDiskTest {
  private static final int MAX_FILE_BYTES = 600_000;

  @TempDir private Path folder;

  @Test
  void aFailedWriteIsUnknownAndThenTheStoreOnlyReads() throws Exception {
    Process program = Folders.start(FaultyDiskProgram.class, folder);
    try (BufferedReader output = Folders.output(program)) {
      assertThat(output.readLine()).isEqualTo(AppendingProgram.OPENED);
      letNoFileGrow(program);
      program.outputWriter().append('\n').flush();
      int stored = Integer.parseInt(output.readLine().substring("stored ".length()));
      assertThat(stored).isPositive();
      assertThat(output.lines().toList())
          .containsExactly(
              "append OutcomeUnknown",
              "append none",
              "append Unavailable",
              "erase Unavailable",
              "check Unavailable",
              "rows " + stored * AppendingProgram.BATCH,
              "The engine's log could not be emptied, so it is read at the next start: IOError",
              "closed");
      checkAfterwards(stored);
    } finally {
      program.destroyForcibly().waitFor();
    }
  }

  private static void letNoFileGrow(Process program) throws Exception {
    int status =
        new ProcessBuilder(
                "prlimit", "--pid", Long.toString(program.pid()), "--fsize=" + MAX_FILE_BYTES)
            .inheritIO()
            .start()
            .waitFor();
    assertThat(status).isZero();
  }

  /** The batch of unknown outcome is there or not, and sending it again is right. */
  private void checkAfterwards(int stored) {
    try (RocksDbStore store = Folders.open(folder)) {
      int rows = Rows.rest(store.scan(TimeRange.ALL)).size();
      assertThat(rows / AppendingProgram.BATCH).isBetween(stored, stored + 1);
      List<Verdict> again = store.append(AppendingProgram.batch(stored));
      assertThat(again).containsAnyOf(Verdict.STORED, Verdict.REPEATED);
      assertThat(Rows.rest(store.scan(TimeRange.ALL)))
          .hasSize((stored + 1) * AppendingProgram.BATCH);
    }
  }
}
