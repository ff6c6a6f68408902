package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ImportCommandTest {
  static final Path SAMPLE = Path.of("examples", "export-sample");
  private static final String HEADER =
      "\"InteractionType\",\"Timestamp\",\"InternalMarketingInteractionId\",\"ContactId\"\r\n";
  private static final JsonMapper JSON = new JsonMapper();

  private final Shell shell = new Shell();

  @TempDir private Path folder;
  private Path data = Path.of("");
  private Path rejected = Path.of("");

  @BeforeEach
  void nameFolders() {
    data = folder.resolve("data");
    rejected = folder.resolve("rejected rows");
  }

  private Shell.Result importOf(Path container, String... more) {
    List<Object> arguments =
        Stream.concat(
                Stream.<Object>of("import", container, "--data", data, "--rejected", rejected),
                Stream.of(more))
            .toList();
    return shell.run(arguments.toArray());
  }

  private static Path container(Path folder, String... lines) throws IOException {
    Path blob = folder.resolve("csv").resolve("EmailSent").resolve("blob");
    Files.createDirectories(blob.resolveSibling("."));
    Files.writeString(blob, HEADER + String.join("\r\n", lines) + "\r\n");
    return folder;
  }

  @Test
  void theSampleIsStoredOnceHoweverOftenItIsImported() {
    Shell.Result first = importOf(SAMPLE);
    assertThat(first.exitCode()).isZero();
    assertThat(first.lines().getFirst())
        .matches("Read 175 rows of 10 blobs \\(82 KiB\\) in .* s\\.");
    assertThat(first.lines())
        .anyMatch(line -> line.matches("EmailOpened +93 +90 +3 +0 +0 +0"))
        .anyMatch(line -> line.matches("Total +175 +160 +15 +0 +0 +0"));
    assertThat(first.err()).isEmpty();
    JsonNode second = JSON.readTree(importOf(SAMPLE, "--json").out());
    assertThat(second.get("read").asInt()).isEqualTo(175);
    assertThat(second.get("stored").asInt()).isZero();
    assertThat(second.get("repeated").asInt()).isEqualTo(175);
    assertThat(second.get("types").get("EmailSent").get("repeated").asInt()).isEqualTo(10);
    assertThat(second.get("rejectedFolder").isNull()).isTrue();
    assertThat(rejected).doesNotExist();
  }

  @Test
  void rejectedRowsAreShownAndCanBeMended() throws IOException {
    Path export =
        container(
            folder.resolve("export"),
            "\"EmailSent\",\"2021-03-01T00:00:00Z\",\"1\",\"a\"",
            "\"EmailSent\",\"yesterday\",\"2\",\"a\"",
            "\"EmailSent\",\"2021-03-01T00:00:00Z\",\"\",\"a\"");
    Shell.Result result = importOf(export);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out())
        .contains("2 rows were rejected:")
        .contains("  csv/EmailSent/blob:3  Timestamp: ")
        .contains("'yesterday'")
        .contains("  csv/EmailSent/blob:4  InternalMarketingInteractionId: ")
        .contains("The rejected rows are in " + rejected)
        .contains("  touchstone import '" + rejected + "' --data " + data);
    Path blob = rejected.resolve("csv").resolve("EmailSent").resolve("blob");
    Files.writeString(
        blob,
        Files.readString(blob)
            .replace("yesterday", "2021-03-02T00:00:00Z")
            .replace("\"\",\"a\"", "\"3\",\"a\""));
    Path mended = Files.move(rejected, folder.resolve("mended"));
    JsonNode again = JSON.readTree(importOf(mended, "--json").out());
    assertThat(again.get("stored").asInt()).isEqualTo(2);
    assertThat(again.get("rejected").asInt()).isZero();
  }

  @Test
  void manyRejectionsAreShortened() throws IOException {
    String[] lines = new String[25];
    java.util.Arrays.fill(lines, "\"EmailSent\",\"never\",\"1\",\"a\"");
    Shell.Result result = importOf(container(folder.resolve("export"), lines));
    assertThat(result.out()).contains("25 rows were rejected:", "  … and 5 more, all in ");
    assertThat(result.lines().stream().filter(line -> line.startsWith("  csv/"))).hasSize(20);
    JsonNode json = JSON.readTree(importOf(folder.resolve("export"), "--json").out());
    assertThat(json.get("rejected").asInt()).isEqualTo(25);
    assertThat(json.get("rejectedFolder").asString()).isEqualTo(rejected + "-2");
  }

  @Test
  void rowsThatAreKeptThoughStrangeAreCounted() throws IOException {
    Path blob = folder.resolve("export/csv/OwnType/blob");
    Files.createDirectories(blob.resolveSibling("."));
    Files.writeString(blob, HEADER + "\"OwnType\",\"2021-03-01T00:00:00Z\",\"1\",\"a\"\r\n");
    assertThat(importOf(folder.resolve("export")).out())
        .contains("Kept 1 row of a type that is not in the catalogue: OwnType.");
  }

  @Test
  void whatIsNoContainerIsRefusedBeforeADataFolderIsMade() throws IOException {
    Shell.Result result = importOf(Files.createDirectory(folder.resolve("empty")));
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("has no folder csv").hasLineCount(1);
    assertThat(data).doesNotExist();
  }

  @Test
  void aFolderOfSomethingElseIsRefused() throws IOException {
    Files.createDirectory(data);
    Files.writeString(data.resolve("letter.txt"), "Dear");
    Shell.Result result = importOf(SAMPLE);
    assertThat(result.exitCode()).isEqualTo(69);
    assertThat(result.err()).contains("is no Touchstone data folder").hasLineCount(1);
  }

  @Test
  void aWishToStopEndsItBetweenBatches() {
    shell.stop.ask();
    Shell.Result result = importOf(SAMPLE);
    assertThat(result.exitCode()).isEqualTo(130);
    assertThat(result.err()).contains("Run the same command again");
    Shell again = new Shell();
    assertThat(again.run("import", SAMPLE, "--data", data).out()).contains("Read 175 rows");
  }

  @Test
  void theDataFolderMayComeFromTheEnvironmentAndHaveSettings() throws IOException {
    shell.environment.put("TOUCHSTONE_DATA", data.toString());
    assertThat(shell.run("import", SAMPLE).exitCode()).isZero();
    assertThat(data.resolve("FORMAT")).exists();
    Files.writeString(data.resolve("touchstone.properties"), "server.prot=1\n");
    Shell.Result result = shell.run("import", SAMPLE);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("did you mean 'server.port'?");
    assertThat(shell.environment).isEqualTo(Map.of("TOUCHSTONE_DATA", data.toString()));
  }
}
