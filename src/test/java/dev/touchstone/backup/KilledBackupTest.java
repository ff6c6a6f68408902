package dev.touchstone.backup;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.rest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.store.rocksdb.DataFolderException;
import dev.touchstone.store.rocksdb.RocksDbStore;
import dev.touchstone.testing.Randoms;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A backup that was told of is whole, whenever the process that makes the next one is killed. */
@Timeout(120)
class KilledBackupTest {
  private static final int ROUNDS = 4;

  @TempDir private Path folder;
  private final Random random = Randoms.random(KilledBackupTest.class);

  private Path backups() {
    return folder.resolve("backups");
  }

  @Test
  void everyBackupThatIsThereIsWholeAfterKill9() throws Exception {
    Map<String, Integer> told = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      killAfter(random.nextInt(12), told);
      BackupFolder.Reader reader = BackupFolder.read(backups());
      List<String> ids = reader.ids();
      assertThat(ids).containsAll(told.keySet());
      for (String id : ids) {
        reader.verify(reader.backup(id), BackupProgress.NONE);
      }
      int batches = restore(reader, ids.getLast(), round);
      assertThat(batches).isGreaterThanOrEqualTo(told.getOrDefault(ids.getLast(), 0));
    }
    assertThat(folder.resolve("data")).isDirectoryNotContaining("glob:**snapshot.tmp/*");
  }

  private void killAfter(int reports, Map<String, Integer> told) throws Exception {
    int first = told.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    Process program = start(first);
    try (BufferedReader output = program.inputReader()) {
      for (int i = 0; i <= reports; i++) {
        note(output.readLine(), told);
      }
      program.toHandle().destroyForcibly();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        note(line, told);
      }
    } finally {
      program.destroyForcibly().waitFor();
    }
  }

  private static void note(String line, Map<String, Integer> told) {
    String[] words = line.split(" ", -1);
    told.put(words[0], Integer.parseInt(words[1]));
  }

  private Process start(int first) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            BackingUpProgram.class.getName(),
            folder.resolve("data").toString(),
            backups().toString(),
            Integer.toString(first))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Restores, returns how many batches are there, and whether each is whole. */
  private int restore(BackupFolder.Reader reader, String id, int round) throws IOException {
    Path target = folder.resolve("restored-" + round);
    RestoreRun.run(reader, reader.backup(id), target, BackupProgress.NONE, path -> {});
    try (RocksDbStore store = RocksDbStore.open(target, BackingUpProgram.options())) {
      int rows = rest(store.scan(ANNA)).size();
      assertThat(rows % BackingUpProgram.BATCH).isZero();
      return rows / BackingUpProgram.BATCH;
    }
  }

  /** As if the process had been killed at each step of it. */
  @Test
  void aRestoreThatIsBrokenOffAnywhereIsOpenedByNobody() throws Exception {
    Map<String, Integer> told = new LinkedHashMap<>();
    killAfter(0, told);
    BackupFolder.Reader reader = BackupFolder.read(backups());
    Backup backup = reader.latest();
    Path target = folder.resolve("restored");
    for (int left = 0; left <= backup.files().size(); left++) {
      breakOff(reader, backup, target, left);
      assertThatThrownBy(() -> RocksDbStore.open(target, BackingUpProgram.options()))
          .isInstanceOf(DataFolderException.class)
          .hasMessageContaining("was not finished");
    }
    RestoreRun.run(reader, backup, target, BackupProgress.NONE, path -> {});
    RocksDbStore.open(target, BackingUpProgram.options()).close();
    assertThatThrownBy(
            () -> RestoreRun.run(reader, backup, target, BackupProgress.NONE, path -> {}))
        .hasMessageContaining("is not empty");
  }

  private static void breakOff(BackupFolder.Reader reader, Backup backup, Path target, int files) {
    Backup part =
        new Backup(backup.id(), backup.made(), backup.ledger(), backup.files().subList(0, files));
    assertThatThrownBy(
            () ->
                RestoreRun.run(
                    reader,
                    part,
                    target,
                    BackupProgress.NONE,
                    path -> {
                      assertThat(Files.exists(path.resolve("RESTORING"))).isTrue();
                      throw new IOException("broken off");
                    }))
        .isInstanceOf(IOException.class);
  }
}
