package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command on files, several sources, again and again. */
@Timeout(60)
final class ImportSourcesTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String TIME = "2021-03-01T00:00:00Z";

  private final Shell shell = new Shell();

  @TempDir private Path folder;
  private Path data = Path.of("");
  private Path rejected = Path.of("");

  @BeforeEach
  void nameFolders() {
    data = folder.resolve("data");
    rejected = folder.resolve("rejected");
  }

  private static String line(String id) {
    return "{\"InteractionType\":\"EmailSent\",\"Timestamp\":\"%s\",\"InteractionId\":\"%s\"}\n"
        .formatted(TIME, id);
  }

  private Path write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    return Files.writeString(file, text);
  }

  private Shell.Result run(Object... sourcesAndOptions) {
    List<Object> arguments = new ArrayList<>(List.of("import"));
    arguments.addAll(List.of(sourcesAndOptions));
    arguments.addAll(List.of("--data", data, "--rejected", rejected));
    return shell.run(arguments.toArray());
  }

  private JsonNode json(Object... sourcesAndOptions) {
    List<Object> arguments = new ArrayList<>(List.of(sourcesAndOptions));
    arguments.add("--json");
    return JSON.readTree(run(arguments.toArray()).out());
  }

  @Test
  void severalSourcesAreOneImport() throws IOException {
    Path lines = write("in/a.ndjson", line("1") + line("2"));
    Path csv = write("in/b.csv", "Timestamp,InteractionId\n" + TIME + ",2\n" + TIME + ",3\n");
    JsonNode summary = json(lines, csv, "--type", "EmailSent");
    assertThat(summary.get("read").asInt()).isEqualTo(4);
    assertThat(summary.get("stored").asInt()).isEqualTo(3);
    assertThat(summary.get("blobs").asInt()).isEqualTo(2);
    JsonNode asFolder = json(folder.resolve("in"), "--type", "EmailSent");
    assertThat(asFolder.get("repeated").asInt()).isEqualTo(4);
  }

  @Test
  void rejectedRowsOfEachSourceHaveAFolder() throws IOException {
    Path lines = write("a/a.ndjson", "nothing\n");
    Path csv = write("b/b.csv", "Timestamp,InteractionId\nsoon,2\n");
    Shell.Result result = run(lines, csv, "--type", "EmailSent");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out())
        .contains("a.ndjson:1", "b.csv:2")
        .contains("touchstone import " + rejected + " --type EmailSent --data " + data)
        .contains("touchstone import " + rejected + "-2 --type EmailSent");
    assertThat(json(lines, csv, "--type", "EmailSent").get("rejectedFolders")).hasSize(2);
    Files.writeString(rejected.resolve("a.ndjson"), line("1"));
    assertThat(json(rejected, "--type", "EmailSent").get("stored").asInt()).isEqualTo(1);
  }

  @Test
  void aDryRunReadsAndChecksAndMakesNothing() throws IOException {
    Path lines = write("a.ndjson", line("1") + "nothing\n" + line("1"));
    Shell.Result result = run(lines, "--dry-run");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.lines().getFirst()).isEqualTo("Dry run: nothing was stored.");
    assertThat(result.lines())
        .anyMatch(line -> line.matches("EmailSent +2 +2 +0"))
        .anyMatch(line -> line.matches("Total +3 +2 +1"));
    assertThat(result.out()).contains("1 row was rejected:", "a.ndjson:2");
    JsonNode summary = json(lines, "--dry-run");
    assertThat(summary.get("dryRun").asBoolean()).isTrue();
    assertThat(summary.get("accepted").asInt()).isEqualTo(2);
    assertThat(summary.has("stored")).isFalse();
    assertThat(data).doesNotExist();
    assertThat(rejected).doesNotExist();
    assertThat(run(lines, "--dry-run", "--watch").exitCode()).isEqualTo(2);
  }

  @Test
  void whatWasTakenIsToldAndReadAgainOnlyWhenAsked() throws IOException {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      many.append(line("id" + i));
    }
    Path lines = write("a.ndjson", many + "nothing\n");
    run(lines);
    Files.writeString(lines, line("new"), StandardOpenOption.APPEND);
    Shell.Result second = run(lines);
    assertThat(second.lines())
        .anyMatch(
            line ->
                line.matches(
                    "Skipped 1,001 rows that earlier imports have taken; nothing is new in 0 blobs;"
                        + " 1 of the rows were rejected then\\. Option --again reads them\\."))
        .anyMatch(line -> line.matches("EmailSent +1 +1 +0 +0 +0 +0"));
    assertThat(json(lines, "--again").get("repeated").asInt()).isEqualTo(1_001);
  }

  @Test
  void whoWatchesTakesWhatIsNewUntilStopped() throws Exception {
    Path lines = write("in/a.ndjson", line("1"));
    Thread watching =
        Thread.ofVirtual()
            .start(() -> run(folder.resolve("in"), "--json", "--watch", "--interval", "PT0.01S"));
    awaitStored(1);
    Files.writeString(lines, line("2") + line("3"), StandardOpenOption.APPEND);
    awaitStored(3);
    write("in/b.ndjson", line("4"));
    awaitStored(4);
    Path away = Files.move(folder.resolve("in"), folder.resolve("away"));
    awaitTold("is not a folder and not a file");
    Files.move(away, folder.resolve("in"));
    write("in/c.ndjson", line("5"));
    awaitStored(5);
    shell.stop.ask();
    watching.join();
    assertThat(shell.told()).contains("Watching;", "tried again in 10 ms", "Stopped watching.");
    assertThat(json(folder.resolve("in")).get("stored").asInt()).isZero();
  }

  private void awaitStored(int count) {
    int stored = 0;
    while (stored < count) {
      Thread.onSpinWait();
      String written = shell.written();
      stored =
          written
              .substring(0, written.lastIndexOf('\n') + 1)
              .lines()
              .mapToInt(line -> JSON.readTree(line).get("stored").asInt())
              .sum();
    }
    assertThat(stored).isEqualTo(count);
  }

  private void awaitTold(String text) {
    while (!shell.told().contains(text)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void intervalsThatCannotBeAreRefused() throws IOException {
    Path lines = write("a.ndjson", line("1"));
    for (String interval : List.of("1m", "PT0.009S", "PT24H0.001S", "-PT1M")) {
      Shell.Result result = run(lines, "--watch", "--interval", interval);
      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err()).contains("--interval", "PT0.01S to PT24H");
    }
  }

  @Test
  void aSignatureIsNeverShown() throws IOException {
    String secret = "sv=2024-11-04&sig=c2VjcmV0";
    Path file = write("sas", secret);
    for (List<Object> arguments :
        List.<List<Object>>of(
            List.of("http://store.example/container?" + secret),
            List.of("https://store.example/?" + secret),
            List.of("https://store.example/c d?" + secret),
            List.of("https://store.example/c?" + secret, "--sas-file", file),
            List.of("https://store.example/c?" + secret, "--typ", "x"),
            List.of("https://store.example/c?sp=r", "--verbose"))) {
      Shell.Result result = run(arguments.toArray());
      assertThat(result.exitCode()).as(arguments.toString()).isEqualTo(2);
      assertThat(result.err() + result.out()).doesNotContain("c2Vj", "sig=c");
    }
    shell.environment.put("TOUCHSTONE_SAS", "sig");
    assertThat(run("https://store.example/c").err()).contains("shared access signature");
    assertThat(data).doesNotExist();
  }
}
