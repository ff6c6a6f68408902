package dev.touchstone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.ingest.azure.Azurite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The packaged program imports from a container. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
final class ImportOnAzurite {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;
  private Azurite azurite;

  @BeforeAll
  void start() throws IOException {
    azurite = Azurite.start();
  }

  @AfterAll
  void stop() {
    azurite.close();
  }

  private JsonNode imported(Object... arguments) throws Exception {
    Object[] all =
        Stream.concat(
                Stream.of("import"),
                Stream.concat(
                    Stream.of(arguments),
                    Stream.of("--json", "--rejected", folder.resolve("rejected"))))
            .toArray();
    try (Child child = Child.run(all)) {
      String out = child.rest();
      assertThat(child.exitCode()).as(child.errors()).isZero();
      assertThat(child.errors()).isEmpty();
      return JSON.readTree(out);
    }
  }

  @Test
  void theSampleFromAContainerIsTheSampleFromAFolder() throws Exception {
    Azurite.Container container = azurite.container();
    try (Stream<Path> files = Files.walk(ImportCommandTest.SAMPLE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = ImportCommandTest.SAMPLE.relativize(file).toString().replace('\\', '/');
        container.create(name, Files.readAllBytes(file));
      }
    }
    Path data = folder.resolve("data");
    JsonNode first = imported(container.signedUrl(), "--data", data);
    assertThat(first.get("stored").asInt()).isEqualTo(160);
    JsonNode second = imported(container.signedUrl(), "--data", data);
    assertThat(second.get("read").asInt()).isZero();
    assertThat(second.at("/takenBefore/rows").asInt()).isEqualTo(175);
    assertThat(imported(ImportCommandTest.SAMPLE, "--data", data).get("stored").asInt()).isZero();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("sig=", "&sp=rl");
      }
    }
  }

  @Test
  void aContainerIsFollowed() throws Exception {
    String blob = "csv/EmailSent/blob";
    Azurite.Container container =
        azurite.container().create(blob, SentRows.CSV_HEADER.getBytes(UTF_8));
    container.append(blob, SentRows.csv(0).getBytes(UTF_8));
    Path sas = Files.writeString(folder.resolve("sas"), container.signature(-60));
    Path data = folder.resolve("followed");
    try (Child watch =
        Child.run(
            "import",
            container.url(),
            "--sas-file",
            sas,
            "--watch",
            "--interval",
            "PT0.05S",
            "--json",
            "--data",
            data)) {
      while (!watch.errors().contains("tried again in")) {
        Thread.onSpinWait();
      }
      Files.writeString(sas, container.signature(600));
      assertThat(JSON.readTree(watch.line()).get("stored").asInt()).isEqualTo(1);
      container.append(blob, (SentRows.csv(1) + SentRows.csv(2)).getBytes(UTF_8));
      JsonNode grown = JSON.readTree(watch.line());
      assertThat(grown.get("stored").asInt()).isEqualTo(2);
      assertThat(grown.at("/takenBefore/rows").asInt()).isEqualTo(1);
      // In one step: a round must not meet it half made.
      container.write(blob, (SentRows.CSV_HEADER + SentRows.csv(7)).getBytes(UTF_8));
      JsonNode replaced = JSON.readTree(watch.line());
      assertThat(List.of(replaced.get("stored").asInt(), replaced.get("startedOver").asInt()))
          .containsExactly(1, 1);
      watch.terminate();
      assertThat(watch.exitCode()).isZero();
      assertThat(watch.errors())
          .contains("403", "Stopped watching.")
          .doesNotContain("sig=", "Exception");
    }
  }
}
