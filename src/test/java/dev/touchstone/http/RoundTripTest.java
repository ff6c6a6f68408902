package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.touchstone.access.Role;
import dev.touchstone.config.CatalogueFile;
import dev.touchstone.ingest.ContainerImport;
import dev.touchstone.ingest.ExportContainer;
import dev.touchstone.ingest.ImportProgress;
import dev.touchstone.ingest.RejectedRows;
import dev.touchstone.ingest.Retry;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Documented;
import dev.touchstone.testing.Randoms;
import dev.touchstone.testing.Rows;
import dev.touchstone.testing.RunningServer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The same history gives the same store, whichever way it came. */
class RoundTripTest {
  private static final Path SAMPLE = Path.of("examples", "export-sample");
  private static final JsonMapper JSON = new JsonMapper();

  private final MemoryStore imported = new MemoryStore();
  private final MemoryStore sent = new MemoryStore();
  private final RunningServer server = RunningServer.of(sent);
  private final Random random = Randoms.random(RoundTripTest.class);

  @TempDir private Path folder;

  @BeforeEach
  void importTheSample() throws IOException {
    try (RejectedRows rejected = new RejectedRows(folder.resolve("rejected"))) {
      new ContainerImport(CatalogueFile.standard(), imported, Retry.STANDARD)
          .run(ExportContainer.open(SAMPLE), rejected, ImportProgress.NONE);
    }
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void theColumnsOfTheExportAreTaken() throws IOException {
    List<String> rows = exported();
    assertThat(rows).hasSize(175);
    Collections.shuffle(rows, random);
    JsonNode json = RunningServer.json(send("application/x-ndjson", String.join("\n", rows)));
    assertThat(json.get("stored").intValue()).isEqualTo(160);
    assertThat(json.get("repeated").intValue()).isEqualTo(15);
    assertThat(json.get("unknownColumns")).isEmpty();
    assertThat(everything(sent)).isEqualTo(everything(imported));
  }

  @Test
  void theRowsOfTheActionAreTaken() {
    List<String> rows = new ArrayList<>();
    try (RunningServer source = RunningServer.of(imported)) {
      everything(imported).stream()
          .map(row -> List.of(row.contact().value(), row.type().value()))
          .distinct()
          .forEach(question -> rows.addAll(answered(source, question.get(0), question.get(1))));
    }
    assertThat(rows).hasSize(160);
    HttpResponse<String> answer = send("application/json", "[" + String.join(",\n", rows) + "]");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(everything(sent)).isEqualTo(everything(imported));
  }

  @Test
  void theDocumentedRowIsTaken() {
    assertThat(send("application/x-ndjson", Documented.ROW).statusCode()).isEqualTo(200);
    assertThat(everything(sent)).containsExactly(Documented.interaction());
  }

  @Test
  void twoSendersAtOnceInOtherOrdersGiveTheSameStore() throws IOException {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int sender = 0; sender < 4; sender++) {
      List<String> rows = exported();
      Collections.shuffle(rows, random);
      String body = String.join("\n", rows);
      answers.add(CompletableFuture.supplyAsync(() -> send("application/x-ndjson", body)));
    }
    int stored = 0;
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      stored += RunningServer.json(answer.join()).get("stored").intValue();
    }
    assertThat(stored).isEqualTo(160);
    assertThat(everything(sent)).isEqualTo(everything(imported));
  }

  /** The rows of the sample's CSV as another library reads them, as JSON. */
  private static List<String> exported() throws IOException {
    List<String> rows = new ArrayList<>();
    try (Stream<Path> blobs = Files.walk(SAMPLE.resolve("csv")).filter(Files::isRegularFile)) {
      for (Path blob : blobs.toList()) {
        try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(blob)) {
          for (NamedCsvRecord record : records) {
            ObjectNode row = JSON.createObjectNode();
            record.getFieldsAsMap().forEach(row::put);
            rows.add(row.toString());
          }
        }
      }
    }
    return rows;
  }

  private static List<String> answered(RunningServer source, String contact, String type) {
    HttpResponse<String> answer =
        source.call("{\"ContactId\":\"%s\",\"InteractionType\":\"%s\"}".formatted(contact, type));
    return RunningServer.rows(answer).stream().map(JsonNode::toString).toList();
  }

  private HttpResponse<String> send(String contentType, String body) {
    return server.send(
        server
            .anonymous("/v1/interactions")
            .header("Authorization", "Bearer " + server.key(Role.WRITER))
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body, UTF_8)));
  }

  private static List<Interaction> everything(InteractionStore store) {
    return Rows.rest(store.scan(TimeRange.ALL));
  }
}
