package dev.touchstone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.Config;
import dev.touchstone.http.TouchstoneServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Late rows of somebody who was erased, at every door by which rows come in. */
class ErasedAtEveryDoorTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String GONE = "contact-that-is-gone";
  private static final String STAYS = "contact-that-stays";

  private final Shell shell = new Shell();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir private Path folder;
  private Path data = Path.of("");
  private int rows;

  @BeforeEach
  void erase() throws IOException {
    data = folder.resolve("data");
    assertThat(imported("first.ndjson", line(GONE) + line(STAYS)).get("stored").asInt())
        .isEqualTo(2);
    ok("erase", "--contact", GONE, "--reason", "r1", "--data", data);
  }

  private String ok(Object... arguments) {
    Shell.Result result = shell.run(arguments);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.out();
  }

  /** A row that never was before. */
  private String line(String contact) {
    return "%s\n".formatted(object(contact));
  }

  private String object(String contact) {
    return "{\"InteractionType\":\"EmailSent\",\"Timestamp\":\"2021-03-01T00:00:00Z\",\"InteractionId\":\"%d\",\"ContactId\":\"%s\"}"
        .formatted(rows++, contact);
  }

  private JsonNode imported(String name, String text, Object... options) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
    return imported(file, options);
  }

  private JsonNode imported(Path source, Object... options) {
    List<Object> arguments = new ArrayList<>(List.of("import", source, "--data", data, "--json"));
    arguments.addAll(List.of("--rejected", folder.resolve("rejected")));
    arguments.addAll(List.of(options));
    return JSON.readTree(ok(arguments.toArray()));
  }

  private static void refusesOneAndTakesOne(JsonNode summary) {
    assertThat(summary.get("erased").asInt()).as(summary.toString()).isEqualTo(1);
    assertThat(summary.get("stored").asInt()).as(summary.toString()).isEqualTo(1);
    assertThat(summary.get("rejected").asInt()).as(summary.toString()).isZero();
  }

  private void nothingIsStored() {
    assertThat(ok("load", "--data", data, "--contact", GONE, "--type", "EmailSent"))
        .isEqualTo("0 rows\n");
    assertThat(folder.resolve("rejected")).doesNotExist();
  }

  @Test
  void anImportOfLines() throws IOException {
    refusesOneAndTakesOne(imported("late.ndjson", line(GONE) + line(STAYS)));
    nothingIsStored();
  }

  @Test
  void anImportOfATable() throws IOException {
    String table =
        "Timestamp,InteractionId,ContactId\n2021-03-01T00:00:00Z,a,%s\n2021-03-01T00:00:00Z,b,%s\n"
            .formatted(GONE, STAYS);
    refusesOneAndTakesOne(imported("late.csv", table, "--type", "EmailSent"));
    nothingIsStored();
  }

  @Test
  void anImportOfAnExportContainer() throws IOException {
    String table =
        "\"Timestamp\",\"InternalMarketingInteractionId\",\"ContactId\"\r\n"
            + "\"2021-03-01T00:00:00Z\",\"a\",\"%s\"\r\n\"2021-03-01T00:00:00Z\",\"b\",\"%s\"\r\n"
                .formatted(GONE, STAYS);
    Path blob = folder.resolve("container/csv/EmailSent/blob");
    Files.createDirectories(blob.resolveSibling("."));
    Files.writeString(blob, table);
    refusesOneAndTakesOne(imported(folder.resolve("container")));
    nothingIsStored();
  }

  @Test
  void aStoreIntoWhichItsStoreWasMoved() throws IOException {
    Path target = folder.resolve("target");
    ok("move", "--from", "rocksdb:" + data, "--to", "rocksdb:" + target, "--data", data);
    Shell.Result withoutLedger =
        shell.run("load", "--data", target, "--contact", STAYS, "--type", "EmailSent");
    assertThat(withoutLedger.exitCode()).isNotZero();
    assertThat(withoutLedger.err()).contains("ledger");
    EraseCommandTest.copySecrets(data, target);
    Files.copy(data.resolve("ledger.ndjson"), target.resolve("ledger.ndjson"));
    data = target;
    refusesOneAndTakesOne(imported("late.ndjson", line(GONE) + line(STAYS)));
    nothingIsStored();
  }

  @Test
  void aServer() throws Exception {
    Path key = Callers.adminKey(data).file();
    try (OpenFolder open = OpenFolder.open(data, Config.defaults());
        TouchstoneServer server = Serving.start(open, open.config().catalogue(), 0)) {
      String two = line(GONE) + line(STAYS);
      byte[] array = "[%s,%s]".formatted(object(GONE), object(STAYS)).getBytes(UTF_8);
      byte[] packed = gzip(line(GONE) + line(STAYS));
      for (JsonNode answer :
          List.of(
              send(server.uri(), key, "application/x-ndjson", "identity", two.getBytes(UTF_8)),
              send(server.uri(), key, "application/json", "identity", array),
              send(server.uri(), key, "application/x-ndjson", "gzip", packed))) {
        refusesOneAndTakesOne(answer);
        assertThat(answer.at("/erasedRows/0/row").asInt()).isEqualTo(1);
        assertThat(answer.toString()).doesNotContain(GONE);
      }
      ByteArrayOutputStream metrics = new ByteArrayOutputStream();
      open.metrics().write(metrics);
      assertThat(metrics.toString(UTF_8))
          .contains("touchstone_intake_rows_total{source=\"http-ndjson\",verdict=\"erased\"} 2")
          .contains("touchstone_intake_rows_total{source=\"http-json\",verdict=\"erased\"} 1");
    } finally {
      client.shutdownNow();
    }
    nothingIsStored();
  }

  private JsonNode send(URI server, Path key, String type, String coding, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/v1/interactions"))
            .header("Authorization", "Bearer " + Files.readString(key).strip())
            .header("Content-Type", type)
            .header("Content-Encoding", coding)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(UTF_8));
    }
    return packed.toByteArray();
  }

  /** A row that says so erases, if the settings want it, whichever door it comes through. */
  @Test
  void aRowThatSaysThatAContactWasDeleted() throws IOException {
    shell.environment.put("TOUCHSTONE_PRIVACY_ERASE_ON_CONTACT_DELETED", "on");
    String deleted = line(STAYS).replace("EmailSent", "ContactDeleted");
    assertThat(imported("deleted.ndjson", line(STAYS) + deleted).get("stored").asInt())
        .isEqualTo(2);
    assertThat(ok("load", "--data", data, "--contact", STAYS, "--type", "EmailSent"))
        .isEqualTo("0 rows\n");
    assertThat(imported("late.ndjson", line(STAYS) + deleted).get("erased").asInt()).isEqualTo(2);
    assertThat(ok("ledger", "verify", "--data", data)).contains("2 erasures, 2 contacts");
  }
}
