package dev.touchstone.ingest;

import static dev.touchstone.ingest.ExportFolder.HEADER;
import static dev.touchstone.ingest.ExportFolder.good;
import static dev.touchstone.ingest.ExportFolder.row;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.touchstone.config.CatalogueFile;
import dev.touchstone.store.memory.MemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

class RejectedRowsTest {
  private static final String TIME = "2020-03-16T18:58:06Z";
  private static final String BROKEN = "\"EmailSent\",\"" + TIME + "\",\"b\"b\"\r\n";
  private static final String UNDATED = row("EmailSent", "soon", "c", "1", "line\r\nbreak", "x");

  @TempDir private Path folder;
  private final MemoryStore store = new MemoryStore();

  @Test
  void rejectedRowsAreKeptByteForByteWithTheirReasons() throws IOException {
    String last = "\"EmailSent\",\"\u00e9\"";
    Path rejected =
        rejectedBy(
            new ExportFolder(folder.resolve("in"))
                .blob(
                    "EmailSent",
                    "blob",
                    (HEADER + good(1) + BROKEN + good(2) + UNDATED + last).getBytes(ISO_8859_1)));
    assertThat(Files.readAllBytes(rejected.resolve("csv/EmailSent/blob")))
        .isEqualTo((HEADER + BROKEN + UNDATED + last + "\n").getBytes(ISO_8859_1));
    List<Map<String, Object>> rejections = rejections(rejected);
    assertThat(rejections).hasSize(3);
    assertThat(rejections.get(0).get("blob")).isEqualTo("csv/EmailSent/blob");
    assertThat(rejections).extracting(one -> one.get("line")).containsExactly(3, 5, 7);
    assertThat(rejections).extracting(one -> one.get("rejectedLine")).containsExactly(2, 3, 5);
    assertThat(rejections)
        .extracting(one -> one.get("column"))
        .containsExactly("InternalMarketingInteractionId", "Timestamp", "Timestamp");
    assertThat(rejections).extracting(one -> one.get("value")).containsExactly(null, "soon", null);
    assertThat(rejections.get(1))
        .extractingByKey("reason", STRING)
        .startsWith("'soon' is not accepted; accepted is a moment");
    assertThat(rejections.get(2).get("reason")).isEqualTo("byte 0xE9 is not UTF-8 here");
    int offset = (HEADER + good(1)).length();
    assertThat(rejections.get(0)).containsEntry("offset", offset);
    assertThat(rejections.get(0)).containsEntry("length", BROKEN.length());
  }

  @Test
  void mendedRowsAreStored() throws IOException {
    Path rejected =
        rejectedBy(new ExportFolder(folder.resolve("in")).sent(good(1), UNDATED, good(2)));
    Path blob = rejected.resolve("csv/EmailSent/blob");
    Files.writeString(blob, Files.readString(blob).replace("soon", TIME));
    ImportSummary summary = run(ExportContainer.open(rejected), folder.resolve("again"));
    assertThat(summary.counts()).isEqualTo(new ImportCounts(1, 1, 0, 0, 0, 0, 0, 0));
    assertThat(folder.resolve("again")).doesNotExist();
  }

  @Test
  void rowsThatAreNotMendedAreRejectedAgain() throws IOException {
    Path rejected =
        rejectedBy(new ExportFolder(folder.resolve("in")).sent(UNDATED, good(1), BROKEN));
    ImportSummary summary = run(ExportContainer.open(rejected), folder.resolve("again"));
    assertThat(summary.counts()).isEqualTo(new ImportCounts(2, 0, 0, 0, 0, 0, 0, 2));
    assertThat(Files.readString(folder.resolve("again/csv/EmailSent/blob")))
        .isEqualTo(Files.readString(rejected.resolve("csv/EmailSent/blob")));
  }

  @Test
  void everyBlobHasItsOwnHeader() throws IOException {
    String header = "Timestamp,InteractionId\n";
    Path rejected =
        rejectedBy(
            new ExportFolder(folder.resolve("in"))
                .blob("A", "1", header + "x,1\n")
                .blob("A", "2", header + "x,2")
                .blob("B", "1", header + TIME + ",3\n")
                .blob("C", "1", "\ufeffInteractionId,Timestamp\n4,x\n"));
    assertThat(Files.readString(rejected.resolve("csv/A/1"))).isEqualTo(header + "x,1\n");
    assertThat(Files.readString(rejected.resolve("csv/A/2"))).isEqualTo(header + "x,2\n");
    assertThat(rejected.resolve("csv/B")).doesNotExist();
    assertThat(Files.readString(rejected.resolve("csv/C/1")))
        .isEqualTo("InteractionId,Timestamp\n4,x\n");
  }

  @Test
  void whatIsTooLongToBeKeptIsNamedByItsBytes() throws IOException {
    String large = "x".repeat(CsvReader.MAX_RECORD_BYTES) + "\n";
    Path rejected =
        rejectedBy(
            new ExportFolder(folder.resolve("in"))
                .blob("A", "1", "Timestamp,Timestamp\nx,1\n")
                .blob("EmailSent", "1", HEADER + large + good(1)));
    assertThat(rejected.resolve("csv")).doesNotExist();
    List<Map<String, Object>> rejections = rejections(rejected);
    assertThat(rejections).extracting(one -> one.get("offset")).containsExactly(0, HEADER.length());
    assertThat(rejections).extracting(one -> one.get("length")).containsExactly(24, large.length());
    assertThat(rejections).extracting(one -> one.get("rejectedLine")).containsOnlyNulls();
  }

  @Test
  void onlyTheOwnerMayReadIt() throws IOException {
    Path rejected = rejectedBy(new ExportFolder(folder.resolve("in")).sent(UNDATED));
    try (Stream<Path> paths = Files.walk(rejected)) {
      paths.forEach(
          path ->
              assertThat(permissions(path))
                  .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
    }
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    Files.createDirectory(folder.resolve("rejected"));
    Files.writeString(folder.resolve("rejected-2"), "mine");
    ExportFolder export = new ExportFolder(folder.resolve("in")).sent(UNDATED);
    assertThat(rejectedBy(export)).isEqualTo(folder.resolve("rejected-3"));
    assertThat(rejectedBy(export)).isEqualTo(folder.resolve("rejected-4"));
    assertThat(folder.resolve("rejected")).isEmptyDirectory();
    assertThat(folder.resolve("rejected-2")).hasContent("mine");
  }

  private static String permissions(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Map<String, Object>> rejections(Path rejected) throws IOException {
    ObjectMapper json = new ObjectMapper();
    return Files.readString(rejected.resolve("rejections.ndjson"), UTF_8)
        .lines()
        .map(line -> json.readValue(line, new TypeReference<Map<String, Object>>() {}))
        .toList();
  }

  private Path rejectedBy(ExportFolder export) throws IOException {
    try (RejectedRows rejected = new RejectedRows(folder.resolve("rejected"))) {
      run(export.open(), rejected);
      return rejected.folder().orElseThrow();
    }
  }

  private ImportSummary run(ExportContainer container, Path rejectedFolder) throws IOException {
    try (RejectedRows rejected = new RejectedRows(rejectedFolder)) {
      return run(container, rejected);
    }
  }

  private ImportSummary run(ExportContainer container, RejectedRows rejected) {
    return new ContainerImport(CatalogueFile.standard(), store, Retry.STANDARD)
        .run(container, rejected, ImportProgress.NONE);
  }
}
