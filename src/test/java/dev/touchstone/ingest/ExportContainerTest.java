package dev.touchstone.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportContainerTest {
  @TempDir private Path folder;

  @Test
  void blobsAreOrderedByTypeAndName() throws IOException {
    ExportContainer container =
        new ExportFolder(folder)
            .blob("B", "2", "xx")
            .blob("B", "10", "x")
            .blob("A", "3", "xxx")
            .open();
    assertThat(container.blobs())
        .extracting(Blob::path)
        .containsExactly("csv/A/3", "csv/B/10", "csv/B/2");
    assertThat(container.bytes()).isEqualTo(6);
    assertThat(container.ignored()).isEmpty();
  }

  @Test
  void linksAreNotFollowedAndHiddenFilesAreNotSeen() throws IOException {
    Path outside = Files.writeString(folder.resolve("outside"), "secret");
    Path inside = folder.resolve("container");
    ExportFolder export = new ExportFolder(inside).blob("A", "1", "x").blob("A", ".hidden", "x");
    Files.writeString(inside.resolve("csv/.hidden"), "x");
    Files.writeString(inside.resolve("csv/file"), "x");
    Files.createDirectory(inside.resolve("csv/A/folder"));
    Files.createSymbolicLink(inside.resolve("csv/A/link"), outside);
    Files.createSymbolicLink(inside.resolve("csv/Linked"), folder);
    ExportContainer container = export.open();
    assertThat(container.blobs()).extracting(Blob::path).containsExactly("csv/A/1");
    assertThat(container.ignored())
        .containsExactly("csv/A/folder", "csv/A/link", "csv/Linked", "csv/file");
  }

  @Test
  void aLinkInPlaceOfCsvIsNoContainer() throws IOException {
    new ExportFolder(folder.resolve("other")).blob("A", "1", "x");
    Path container = Files.createDirectory(folder.resolve("container"));
    Files.createSymbolicLink(container.resolve("csv"), folder.resolve("other/csv"));
    refused(container, "has no folder csv");
  }

  @Test
  void whatIsNoContainerSaysWhatIsExpected() throws IOException {
    refused(folder.resolve("missing"), "is not a folder");
    refused(Files.writeString(folder.resolve("file"), "x"), "is not a folder");
    refused(folder, "has no folder csv");
    Files.createDirectories(folder.resolve("csv/EmailSent"));
    refused(folder, "holds no blobs");
    refused(folder.resolve("csv"), "has no folder csv");
  }

  private static void refused(Path folder, String reason) {
    assertThatThrownBy(() -> ExportContainer.open(folder))
        .isInstanceOf(ContainerException.class)
        .hasMessageContaining("'" + folder + "' " + reason)
        .hasMessageContaining("expected is the folder of an export")
        .hasMessageContaining("csv/<InteractionType>/<blob>");
  }
}
