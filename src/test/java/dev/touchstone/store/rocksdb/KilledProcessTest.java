package dev.touchstone.store.rocksdb;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.rest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.testing.Randoms;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged survives the death of the process, and nothing else appears. */
@Timeout(60)
class KilledProcessTest {
  private static final int ROUNDS = 4;

  @TempDir private Path folder;
  private final Random random = Randoms.random(KilledProcessTest.class);

  @Test
  void acknowledgedRowsAreThereAfterKill9() throws Exception {
    int next = 0;
    for (int round = 0; round < ROUNDS; round++) {
      int acknowledged = killAfter(random.nextInt(300), next);
      next = checkRows(acknowledged);
    }
  }

  @Test
  void acknowledgedRecordsAreThereOnceAndWithoutAGap() throws Exception {
    Set<Integer> acknowledged = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      killChain(random.nextInt(200), acknowledged);
      try (RocksDbStore store = Folders.open(folder)) {
        List<Record> links = new ArrayList<>();
        store.records().walk(RecordKind.LEDGER, ChainingProgram.CHAIN).forEachRemaining(links::add);
        IntStream.range(0, links.size())
            .forEach(i -> assertThat(links.get(i)).isEqualTo(ChainingProgram.link(i)));
        assertThat(acknowledged).allMatch(position -> position < links.size());
        assertThat(links.size() - acknowledged.size()).isBetween(0, 2 * (round + 1));
      }
    }
  }

  private void killChain(int acknowledgements, Set<Integer> acknowledged) throws Exception {
    Process program = Folders.start(ChainingProgram.class, folder);
    try (BufferedReader output = Folders.output(program)) {
      assertThat(output.readLine()).isEqualTo(AppendingProgram.OPENED);
      for (int i = 0; i < acknowledgements; i++) {
        assertThat(acknowledged.add(Integer.parseInt(output.readLine()))).isTrue();
      }
      program.toHandle().destroyForcibly();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        assertThat(acknowledged.add(Integer.parseInt(line))).isTrue();
      }
    } finally {
      program.destroyForcibly().waitFor();
    }
  }

  /** Kills the program at a moment after the so manieth acknowledgement. */
  private int killAfter(int acknowledgements, int first) throws Exception {
    Process program = Folders.start(AppendingProgram.class, folder, first);
    int last = first - 1;
    try (BufferedReader output = Folders.output(program)) {
      assertThat(output.readLine()).isEqualTo(AppendingProgram.OPENED);
      for (int i = 0; i < acknowledgements; i++) {
        last = Integer.parseInt(output.readLine());
      }
      program.toHandle().destroyForcibly();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        last = Integer.parseInt(line);
      }
    } finally {
      program.destroyForcibly().waitFor();
    }
    return last;
  }

  /** Returns the number of the first batch of which nothing is stored. */
  private int checkRows(int acknowledged) {
    try (RocksDbStore store = Folders.open(folder)) {
      List<Interaction> rows = rest(store.scan(ANNA));
      int batches = rows.size() / AppendingProgram.BATCH;
      assertThat(batches).isBetween(acknowledged + 1, acknowledged + 2);
      Set<Interaction> sent = new HashSet<>();
      IntStream.range(0, batches).forEach(i -> sent.addAll(AppendingProgram.batch(i)));
      assertThat(rows).hasSameSizeAs(sent).allMatch(sent::contains);
      assertThat(rows.getFirst().type()).isEqualTo(SENT);
      return batches;
    }
  }
}
