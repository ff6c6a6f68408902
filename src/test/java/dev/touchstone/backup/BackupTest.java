package dev.touchstone.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.backup.BackupSource.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of backups: what is kept once, what is found to be damaged, what goes and when. */
class BackupTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir private Path folder;
  private Instant now = NOON;

  private Path backups() {
    return folder.resolve("backups");
  }

  private BackupReport make(Map<String, String> files) throws IOException {
    try (BackupFolder open = BackupFolder.open(backups())) {
      return new BackupRun(open, () -> now, BackupProgress.NONE).make(source(files));
    }
  }

  private BackupSource source(Map<String, String> files) throws IOException {
    List<Item> items = new ArrayList<>();
    for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
      Path original = folder.resolve("data").resolve(file.getKey());
      Files.createDirectories(original.getParent());
      if (!Files.exists(original) || !Files.readString(original).equals(file.getValue())) {
        Files.writeString(original, file.getValue());
      }
      items.add(new Item(file.getKey(), original, file.getKey().endsWith(".sst")));
    }
    return new Source(items);
  }

  private record Source(List<Item> items) implements BackupSource {
    @Override
    public List<Item> files() {
      return items.stream().filter(item -> !item.isFinal()).toList();
    }

    @Override
    public String ledger() {
      return "7 abc";
    }

    @Override
    public Picture picture() {
      List<Item> tables = items.stream().filter(Item::isFinal).toList();
      return new Picture() {
        @Override
        public List<Item> files() {
          return tables;
        }

        @Override
        public void close() {}
      };
    }
  }

  @Test
  void whatIsSavedComesBack() throws IOException {
    BackupReport report = make(Map.of("FORMAT", "1", "rocksdb/1.sst", "one"));
    assertThat(report.copiedFiles()).isEqualTo(2);
    assertThat(report.copiedBytes()).isEqualTo(4);
    BackupFolder.Reader reader = BackupFolder.read(backups());
    Backup backup = reader.latest();
    assertThat(backup).isEqualTo(report.backup());
    assertThat(backup.ledger()).isEqualTo("7 abc");
    assertThat(backup.made()).isEqualTo(NOON);
    reader.copyTo(backup, folder.resolve("back"), BackupProgress.NONE);
    assertThat(folder.resolve("back/FORMAT")).hasContent("1");
    assertThat(folder.resolve("back/rocksdb/1.sst")).hasContent("one");
    assertThat(Files.getPosixFilePermissions(folder.resolve("back/FORMAT"))).hasSize(2);
  }

  @Test
  void aSecondBackupCopiesWhatIsNewAndTheFirstStays() throws IOException {
    Backup first = make(Map.of("imports", "a", "rocksdb/1.sst", "one")).backup();
    BackupReport second =
        make(Map.of("imports", "ab", "rocksdb/1.sst", "one", "rocksdb/2.sst", "two"));
    assertThat(second.copiedFiles()).isEqualTo(2);
    assertThat(second.backup().id()).isGreaterThan(first.id());
    BackupFolder.Reader reader = BackupFolder.read(backups());
    assertThat(reader.ids()).containsExactly(first.id(), second.backup().id());
    reader.copyTo(first, folder.resolve("back"), BackupProgress.NONE);
    assertThat(folder.resolve("back/imports")).hasContent("a");
    assertThat(folder.resolve("back/rocksdb/2.sst")).doesNotExist();
  }

  /** A store restored from an older backup gives the same names to other files. */
  @Test
  void aTableOfTheSameNameAndSizeIsReadAnewWhereItsTimeDiffers() throws IOException {
    make(Map.of("rocksdb/1.sst", "one"));
    Path table = folder.resolve("data/rocksdb/1.sst");
    Files.writeString(table, "eno");
    Files.setLastModifiedTime(table, FileTime.from(NOON));
    make(Map.of("rocksdb/1.sst", "eno"));
    BackupFolder.Reader reader = BackupFolder.read(backups());
    reader.copyTo(reader.latest(), folder.resolve("back"), BackupProgress.NONE);
    assertThat(folder.resolve("back/rocksdb/1.sst")).hasContent("eno");
  }

  @Test
  void everyDamagedByteIsFoundAndNamed() throws IOException {
    Backup backup = make(Map.of("FORMAT", "1", "rocksdb/1.sst", "one")).backup();
    BackupFolder.Reader reader = BackupFolder.read(backups());
    reader.verify(backup, BackupProgress.NONE);
    for (Path file : contents()) {
      byte[] good = Files.readAllBytes(file);
      for (int i = 0; i < good.length; i++) {
        byte[] bad = good.clone();
        bad[i] ^= 1;
        Files.write(file, bad);
        assertThatThrownBy(() -> reader.verify(backup, BackupProgress.NONE))
            .isInstanceOf(BackupException.class)
            .hasMessageContaining("is not what was written");
      }
      Files.delete(file);
      assertThatThrownBy(() -> reader.verify(backup, BackupProgress.NONE))
          .hasMessageContaining("is missing");
      Files.write(file, good);
    }
    reader.verify(backup, BackupProgress.NONE);
  }

  @Test
  void aListThatIsNotWholeIsToldFromOneThatIs() throws IOException {
    Backup backup = make(Map.of("FORMAT", "1", "rocksdb/1.sst", "one")).backup();
    byte[] good = BackupList.encode(backup);
    assertThat(BackupList.decode(backup.id(), good)).isEqualTo(backup);
    for (int i = 0; i < good.length; i++) {
      byte[] changed = good.clone();
      changed[i] ^= 1;
      byte[] cut = Arrays.copyOf(good, i);
      assertThatThrownBy(() -> BackupList.decode(backup.id(), changed))
          .isInstanceOf(BackupException.class);
      assertThatThrownBy(() -> BackupList.decode(backup.id(), cut))
          .isInstanceOf(BackupException.class);
    }
  }

  @Test
  void aDamagedCopyIsReplacedByTheNextBackup() throws IOException {
    make(Map.of("rocksdb/1.sst", "one"));
    Files.writeString(contents().getFirst(), "on");
    BackupReport report = make(Map.of("rocksdb/1.sst", "one"));
    assertThat(report.copiedFiles()).isEqualTo(1);
    BackupFolder.read(backups()).verify(report.backup(), BackupProgress.NONE);
  }

  @Test
  void oldBackupsGoWithTheirFilesAndTheLastNever() throws IOException {
    Backup first = make(Map.of("rocksdb/1.sst", "one", "rocksdb/2.sst", "two")).backup();
    now = NOON.plusSeconds(10);
    Files.delete(folder.resolve("data/rocksdb/1.sst"));
    Backup second = make(Map.of("rocksdb/2.sst", "two")).backup();
    try (BackupFolder open = BackupFolder.open(backups())) {
      assertThat(open.removeBefore(NOON.plusSeconds(5))).containsExactly(first.id());
      assertThat(contents()).hasSize(1);
      assertThat(open.removeBefore(NOON.plusSeconds(50))).isEmpty();
      open.reader().verify(second, BackupProgress.NONE);
    }
  }

  @Test
  void aClockThatWasSetBackPutsNoBackupInThePast() throws IOException {
    Backup first = make(Map.of("FORMAT", "1")).backup();
    now = NOON.minusSeconds(10);
    assertThat(make(Map.of("FORMAT", "1")).backup().id()).isGreaterThan(first.id());
  }

  @Test
  void aFolderOfSomethingElseIsLeftAlone() throws IOException {
    Files.createDirectories(backups());
    Files.writeString(backups().resolve("thesis.txt"), "mine");
    assertThatThrownBy(() -> BackupFolder.open(backups()))
        .hasMessageContaining("is no folder of backups")
        .hasMessageContaining("choose an empty or a new folder");
    assertThatThrownBy(() -> BackupFolder.read(backups())).hasMessageContaining("no file BACKUPS");
    assertThat(backups()).isDirectoryNotContaining("glob:**LOCK");
  }

  @Test
  void twoBackupsAtATimeAreOneTooMany() throws IOException {
    try (BackupFolder open = BackupFolder.open(backups())) {
      assertThat(open.reader().ids()).isEmpty();
      assertThatThrownBy(() -> BackupFolder.open(backups()))
          .hasMessageContaining("another backup into");
    }
    assertThatThrownBy(() -> BackupFolder.read(backups()).latest())
        .hasMessageContaining("holds no backup that was completed");
  }

  @Test
  void anUnknownBackupIsNamedWithThoseThatAreThere() throws IOException {
    Backup backup = make(Map.of("FORMAT", "1")).backup();
    assertThatThrownBy(() -> BackupFolder.read(backups()).backup("../BACKUPS"))
        .hasMessageContaining("has no backup '../BACKUPS'")
        .hasMessageContaining(backup.id());
  }

  @Test
  void noListLeadsOutOfTheFolder() {
    for (String path : List.of("../x", "/x", "a/../x", "a//x", "", ".", "a/.", "x\n", "a\\x")) {
      assertThatThrownBy(() -> new BackupFile(path, 0, NOON, Digests.sha256("".getBytes(UTF_8))))
          .as(path)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private List<Path> contents() throws IOException {
    try (Stream<Path> files = Files.walk(backups().resolve("files"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
