package dev.touchstone.store.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.codec.KeyCodec;
import dev.touchstone.store.codec.RowCodec;
import dev.touchstone.testing.Rows;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDB;

@Timeout(60)
class DataFolderTest {
  @TempDir private Path parent;

  private Path folder() {
    return parent.resolve("data");
  }

  @Test
  void aFolderIsMadeWithEverythingInIt() throws Exception {
    Path deep = parent.resolve("a").resolve("b");
    Folders.open(deep).close();
    assertThat(deep.resolve("FORMAT")).hasContent("touchstone data folder, format 1");
    assertThat(deep.resolve("LOCK")).isEmptyFile();
    assertThat(deep.resolve("rocksdb").resolve("CURRENT")).exists();
    assertThat(permissions(deep)).isEqualTo("rwx------");
    assertThat(permissions(deep.resolve("rocksdb"))).isEqualTo("rwx------");
    assertThat(permissions(deep.resolve("FORMAT"))).isEqualTo("rw-------");
    assertThat(permissions(deep.resolve("LOCK"))).isEqualTo("rw-------");
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void aSecondOpenInTheSameProcessIsRefusedAndTakesNothingAway() throws Exception {
    try (RocksDbStore store = Folders.open(folder())) {
      assertThatThrownBy(() -> Folders.open(parent.resolve("x").resolve("..").resolve("data")))
          .isInstanceOf(DataFolderException.class);
      Files.createDirectory(parent.resolve("x"));
      assertThatThrownBy(() -> Folders.open(parent.resolve("x").resolve("..").resolve("data")))
          .isInstanceOf(DataFolderException.class)
          .hasMessageContaining(folder().toRealPath() + " is in use by another Touchstone")
          .hasMessageContaining("this very process");
      assertThat(outputOf(AppendingProgram.class)).doesNotContain(AppendingProgram.OPENED);
      store.check();
    }
    Folders.open(folder()).close();
  }

  private String outputOf(Class<?> program) throws Exception {
    Process process =
        new ProcessBuilder(Folders.command(program, folder(), 0)).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isNotZero();
    return output;
  }

  @Test
  void aSecondProcessIsToldWhoHasTheFolder() throws Exception {
    try (RocksDbStore store = Folders.open(folder())) {
      assertThat(outputOf(AppendingProgram.class))
          .contains("data folder " + folder().toRealPath() + " is in use by another Touchstone")
          .contains("(process " + ProcessHandle.current().pid() + ")")
          .contains("stop that one, or choose another folder");
      store.check();
    }
  }

  @Test
  void aFolderOfAnotherProcessIsRefusedUntilThatEnds() throws Exception {
    Process other = Folders.start(AppendingProgram.class, folder(), 0);
    try (BufferedReader output = Folders.output(other)) {
      assertThat(output.readLine()).isEqualTo(AppendingProgram.OPENED);
      assertThatThrownBy(() -> Folders.open(folder()))
          .isInstanceOf(DataFolderException.class)
          .hasMessageContaining("(process " + other.pid() + ")");
    } finally {
      other.destroyForcibly().waitFor();
    }
    Folders.open(folder()).close();
  }

  @Test
  void aFormatOfTheFutureIsRefusedAndNothingIsTouched() throws Exception {
    Folders.open(folder()).close();
    Files.writeString(folder().resolve("FORMAT"), "touchstone data folder, format 2\n");
    assertThatThrownBy(() -> Folders.open(folder()))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining("was written by a newer Touchstone: format 2, this one knows 1");
    assertThat(folder().resolve("FORMAT")).hasContent("touchstone data folder, format 2");
    Files.writeString(folder().resolve("FORMAT"), "touchstone data folder, format 1\n");
    Folders.open(folder()).close();
  }

  @Test
  void aFormatThatCannotBeUnderstoodIsRefused() throws Exception {
    Files.createDirectory(folder());
    for (String format :
        new String[] {
          "",
          "1",
          "touchstone data folder, format -1",
          "touchstone data folder, format 1 or so",
          "touchstone data folder, format 99999999999999999999",
          "\0".repeat(33)
        }) {
      Files.writeString(folder().resolve("FORMAT"), format);
      assertThatThrownBy(() -> Folders.open(folder()))
          .as(format)
          .isInstanceOf(DataFolderException.class)
          .hasMessageContaining("its file FORMAT cannot be understood");
    }
  }

  @Test
  void aFolderOfSomethingElseIsRefusedAndLeftAsItIs() throws Exception {
    Files.createDirectory(folder());
    Files.writeString(folder().resolve("letter.txt"), "Dear Anna");
    assertThatThrownBy(() -> Folders.open(folder()))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining("is no Touchstone data folder")
        .hasMessageContaining("choose an empty or a new folder");
    assertThat(folder()).isDirectoryContaining("glob:**letter.txt");
    assertThat(folder().toFile().list()).hasSize(1);
  }

  @Test
  void aFileIsNoFolder() throws Exception {
    Files.writeString(folder(), "x");
    assertThatThrownBy(() -> Folders.open(folder()))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining("cannot be read and written");
  }

  @Test
  void aFolderWhoseMakingBrokeOffIsFinished() throws Exception {
    Files.createDirectory(folder());
    Files.writeString(folder().resolve("LOCK"), "4711\n");
    Files.writeString(folder().resolve("FORMAT.new"), "touch");
    Folders.open(folder()).close();
    assertThat(folder().resolve("FORMAT.new")).doesNotExist();
  }

  @Test
  void aFolderFromBeforeThereWereRecordsGetsThem() throws Exception {
    Interaction row = Rows.row(0, "1");
    Files.createDirectory(folder());
    Files.writeString(folder().resolve("FORMAT"), "touchstone data folder, format 1\n");
    Path engine = Files.createDirectory(folder().resolve("rocksdb"));
    try (RocksDB raw = RocksDB.open(engine.toString())) {
      raw.put(KeyCodec.encode(row), RowCodec.encode(row));
    }
    for (int opened = 0; opened < 2; opened++) {
      try (RocksDbStore store = Folders.open(folder())) {
        assertThat(Rows.rest(store.scan(TimeRange.ALL))).containsExactly(row);
        Record record = new Record(new byte[1], new byte[1], new byte[1]);
        assertThat(store.records().putIfAbsent(RecordKind.LEDGER, record)).isEqualTo(opened == 0);
      }
    }
  }

  @Test
  void checkNoticesThatTheFolderIsGone() throws Exception {
    try (RocksDbStore store = Folders.open(folder())) {
      store.check();
      Files.delete(folder().resolve("FORMAT"));
      assertThatThrownBy(store::check).isInstanceOf(StoreException.Unavailable.class);
    }
  }

  @Test
  void damageOfTheEnginesFilesIsToldAtOpen() throws Exception {
    Folders.open(folder()).close();
    Files.writeString(folder().resolve("rocksdb").resolve("CURRENT"), "nonsense");
    assertThatThrownBy(() -> Folders.open(folder()))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining("cannot be opened");
    assertThatThrownBy(() -> Folders.open(folder())).hasMessageNotContaining("in use");
  }
}
