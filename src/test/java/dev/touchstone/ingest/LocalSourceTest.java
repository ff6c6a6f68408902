package dev.touchstone.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSourceTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir private Path folder;

  private BlobListing list(Path path, @Nullable String type) throws IOException {
    return new LocalSource(path, type, InstantSource.fixed(NOW)).list();
  }

  private Path write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    return Files.writeString(file, text);
  }

  @Test
  void filesOfAFolderAreFoundByTheirNames() throws IOException {
    for (String name :
        new String[] {
          "b/c/d.ndjson.gz",
          "a.CSV",
          "a.jsonl.zst",
          "a.txt",
          ".hidden.csv",
          ".git/a.csv",
          "rejections.ndjson",
          "b/rejections.ndjson",
          "gz",
          ".csv"
        }) {
      write(name, "x");
    }
    Files.createSymbolicLink(folder.resolve("link.csv"), folder.resolve("a.CSV"));
    BlobListing listing = list(folder, "EmailSent");
    assertThat(listing.blobs())
        .extracting(blob -> blob.path() + " " + blob.form() + " " + blob.type())
        .containsExactly(
            "a.CSV CSV EmailSent",
            "a.jsonl.zst NDJSON EmailSent",
            "b/c/d.ndjson.gz NDJSON EmailSent",
            "b/rejections.ndjson NDJSON EmailSent");
    assertThat(listing.ignored()).containsExactly("a.txt", "gz", "link.csv", "rejections.ndjson");
    assertThat(listing.blobs().get(2).unpackedPath()).isEqualTo("b/c/d.ndjson");
  }

  @Test
  void anExportIsAnExportWhateverLiesBesideIt() throws IOException {
    write("csv/EmailSent/blob", "x");
    write("csv/EmailSent/blob.ndjson", "x");
    write("other.csv", "x");
    assertThat(list(folder, "EmailOpened").blobs())
        .extracting(blob -> blob.path() + " " + blob.form() + " " + blob.type())
        .containsExactly(
            "csv/EmailSent/blob CSV EmailSent", "csv/EmailSent/blob.ndjson NDJSON EmailSent");
  }

  @Test
  void aFileIsReadByItsPlaceItsNameOrTheType() throws IOException {
    Path inside = write("csv/EmailSent/blob", "x");
    Blob alone = list(inside, null).blobs().getFirst();
    Blob ofFolder = list(folder, null).blobs().getFirst();
    assertThat(alone.id()).isEqualTo(ofFolder.id());
    assertThat(alone.path()).isEqualTo(ofFolder.path());
    assertThat(alone.type()).isEqualTo("EmailSent");
    Path named = write("rows.ndjson", "x");
    assertThat(list(named, null).blobs().getFirst().form()).isEqualTo(BlobForm.NDJSON);
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), named);
    assertThat(list(link, null).blobs().getFirst().form()).isEqualTo(BlobForm.CSV);
    Path unnamed = write("rows", "x");
    assertThat(list(unnamed, "EmailSent").blobs().getFirst().form()).isEqualTo(BlobForm.CSV);
    assertThatThrownBy(() -> list(unnamed, null))
        .isInstanceOf(ContainerException.class)
        .hasMessageContaining("does not tell what it is; accepted are files named *.ndjson");
  }

  @Test
  void whatHasNoRowsSaysWhatIsExpected() throws IOException {
    write("a.txt", "x");
    assertThatThrownBy(() -> list(folder, null))
        .isInstanceOf(ContainerException.class)
        .hasMessageContaining("has no folder csv, as an export container has, and no files named");
    assertThatThrownBy(() -> list(folder.resolve("missing"), null))
        .isInstanceOf(ContainerException.class)
        .hasMessageContaining("is not a folder and not a file");
  }

  @Test
  void foldersMayLieSoDeepAndNoDeeper() throws IOException {
    write("d/".repeat(LocalFiles.MAX_DEPTH - 1) + "a.csv", "x");
    assertThat(list(folder, null).blobs()).hasSize(1);
    write("d/".repeat(LocalFiles.MAX_DEPTH) + "a.csv", "x");
    assertThatThrownBy(() -> list(folder, null))
        .isInstanceOf(ContainerException.class)
        .hasMessageContaining("more than 64 deep");
  }

  @Test
  void aFileIsTheSameOnlyWhereItCannotHaveBeenWrittenToUnseen() throws IOException {
    Path file = write("a.csv", "x");
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(LocalContent.STEP).minusNanos(1000)));
    BlobState old = list(file, null).blobs().getFirst().state();
    assertThat(old.isCertainly(list(file, null).blobs().getFirst().state())).isTrue();
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(LocalContent.STEP)));
    BlobState fresh = list(file, null).blobs().getFirst().state();
    assertThat(fresh.isCertainly(old)).isFalse();
    assertThat(fresh.isCertainly(list(file, null).blobs().getFirst().state())).isFalse();
    Path other = write("b.csv", "x");
    Files.setLastModifiedTime(other, FileTime.from(NOW.minus(LocalContent.STEP).minusNanos(1000)));
    Files.delete(file);
    Files.move(other, file);
    assertThat(old.isCertainly(list(file, null).blobs().getFirst().state())).isFalse();
  }
}
