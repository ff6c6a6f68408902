package dev.touchstone.store.rocksdb;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.BERT;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.rest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Erasure;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.TimeRange;
import dev.touchstone.testing.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots and folders that are filled anew from them. */
class SnapshotTest {
  private static final Interaction OF_ANNA = Rows.row(ANNA, SENT, NOON, "1");
  private static final Interaction OF_BERT = Rows.row(BERT, SENT, NOON, "1");

  @TempDir private Path temporary;

  private Path folder() {
    return temporary.resolve("data");
  }

  private Path copy() {
    return temporary.resolve("copy");
  }

  /** Takes a snapshot into a folder of its own, as a restore would. */
  private void copy(StoreSnapshot snapshot) throws IOException {
    try (RestoringFolder target = RestoringFolder.begin(copy())) {
      Files.copy(folder().resolve("FORMAT"), target.path().resolve("FORMAT"));
      copyFiles(snapshot.folder(), target.path().resolve("rocksdb"));
      target.finish();
    }
  }

  private static void copyFiles(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void aSnapshotHasWhatWasAcknowledgedBeforeAndNothingAfter() throws IOException {
    try (RocksDbStore store = Folders.open(folder())) {
      store.append(List.of(OF_ANNA));
      try (StoreSnapshot snapshot = store.snapshot()) {
        store.append(List.of(OF_BERT));
        copy(snapshot);
      }
      assertThat(folder().resolve("snapshot")).doesNotExist();
    }
    try (RocksDbStore copied = Folders.open(copy())) {
      assertThat(rest(copied.scan(TimeRange.ALL))).containsExactly(OF_ANNA);
      copied.append(List.of(OF_BERT));
    }
  }

  @Test
  void anErasureTellsOfTheSnapshotThatIsOpenWhenItEnds() {
    try (RocksDbStore store = Folders.open(folder())) {
      store.append(List.of(OF_ANNA, OF_BERT));
      try (StoreSnapshot snapshot = store.snapshot()) {
        Erasure erasure = store.erase(ANNA);
        assertThat(erasure.residues()).hasSize(1);
        assertThat(erasure.residues().getFirst().place())
            .contains(snapshot.folder().toString(), "until the backup under way is done");
      }
      assertThat(store.erase(BERT)).isEqualTo(new Erasure(1, List.of()));
    }
  }

  @Test
  void oneSnapshotAtATime() {
    try (RocksDbStore store = Folders.open(folder())) {
      StoreSnapshot first = store.snapshot();
      assertThatThrownBy(store::snapshot).isInstanceOf(StoreException.Overloaded.class);
      first.close();
      first.close();
      store.snapshot().close();
    }
  }

  @Test
  void whatADeadProcessLeftIsRemovedAtTheNextStart() throws IOException {
    try (RocksDbStore store = Folders.open(folder())) {
      store.append(List.of(OF_ANNA));
    }
    for (String left : List.of("snapshot", "snapshot.tmp")) {
      Files.writeString(Files.createDirectory(folder().resolve(left)).resolve("1.sst"), "anna");
    }
    Folders.open(folder()).close();
    assertThat(folder()).isDirectoryNotContaining("glob:**snapshot*");
  }

  @Test
  void aStoreThatClosesLetsGoOfItsSnapshot() {
    RocksDbStore store = Folders.open(folder());
    StoreSnapshot snapshot = store.snapshot();
    store.close();
    assertThat(snapshot.folder()).doesNotExist();
    snapshot.close();
    assertThatThrownBy(store::snapshot).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aRestoreThatWasBrokenOffIsOpenedByNobodyAndBegunAgain() throws IOException {
    try (RestoringFolder broken = RestoringFolder.begin(copy())) {
      Files.writeString(broken.path().resolve("FORMAT"), "touchstone data folder, format 1\n");
      Files.createDirectories(broken.path().resolve("rocksdb"));
      assertThatThrownBy(() -> RestoringFolder.begin(copy())).hasMessageContaining("in use");
    }
    assertThatThrownBy(() -> Folders.open(copy()))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining("was not finished")
        .hasMessageContaining("run the same 'touchstone restore' again");
    try (RestoringFolder again = RestoringFolder.begin(copy())) {
      assertThat(names(again.path())).containsExactlyInAnyOrder("LOCK", "RESTORING");
      again.finish();
    }
    Folders.open(copy()).close();
  }

  @Test
  void nothingIsRestoredOverFiles() throws IOException {
    Files.createDirectories(copy());
    Files.writeString(copy().resolve("touchstone.properties"), "");
    assertThatThrownBy(() -> RestoringFolder.begin(copy()))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining("is not empty (it has touchstone.properties)");
    Folders.open(folder()).close();
    assertThatThrownBy(() -> RestoringFolder.begin(folder())).hasMessageContaining("is not empty");
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
