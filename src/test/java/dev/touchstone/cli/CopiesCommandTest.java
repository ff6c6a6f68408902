package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.Config;
import dev.touchstone.http.TouchstoneServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Packages and backups are listed, and an erasure reaches them or says why not. */
class CopiesCommandTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CONTACT = "bf41abf0-1b87-555c-bb68-2d62422ba994";

  private final Shell shell = new Shell();

  @TempDir private Path folder;
  private Path data = Path.of("");

  @BeforeEach
  void importSample() {
    data = folder.resolve("data");
    ok("import", ImportCommandTest.SAMPLE, "--data", data);
  }

  private Shell.Result ok(Object... arguments) {
    Shell.Result result = shell.run(arguments);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result;
  }

  private List<JsonNode> copies(String contact) {
    return ok("copies", "--json", "--contact", contact, "--data", data).lines().stream()
        .map(JSON::readTree)
        .toList();
  }

  @Test
  void aPackageIsListedAndDeletedWithThePerson() {
    Path out = folder.resolve(CONTACT + ".zip");
    ok("package", "--contact", CONTACT, "--out", out, "--data", data);
    ok("backup", folder.resolve("backups"), "--data", data);
    assertThat(copies(CONTACT))
        .extracting(it -> it.get("kind").asString())
        .containsExactly("package", "backup");
    assertThat(copies("somebody-else")).hasSize(1);
    JsonNode copy = copies(CONTACT).getFirst();
    assertThat(copy.toString()).doesNotContain(CONTACT);
    assertThat(copy.get("caller").asString()).isEqualTo("command line");
    assertThat(copy.get("rows").asInt()).isPositive();
    Shell.Result erased = ok("erase", "--contact", CONTACT, "--reason", "r", "--data", data);
    assertThat(erased.out()).contains("Copies deleted: 1", "Not reached: backup ");
    assertThat(out).doesNotExist();
    assertThat(ok("copies", "--data", data).out()).contains("deleted by erasure ", "everybody");
    assertThat(
            ok("audit", "list", "--action", "copies", "--contact", CONTACT, "--data", data).out())
        .contains("command line");
    assertThat(shell.run("copies", "--contact", "x".repeat(2_000), "--data", data).exitCode())
        .isEqualTo(ExitCode.USAGE.number());
  }

  @Test
  void whatWentOverHttpIsListedWithItsCaller() throws IOException, InterruptedException {
    String key = Files.readString(Callers.adminKey(data).file()).strip();
    try (OpenFolder open = OpenFolder.open(data, Config.defaults());
        TouchstoneServer server = Serving.start(open, open.config().catalogue(), 0);
        HttpClient client = HttpClient.newHttpClient()) {
      String contact = server.uri() + "/v1/contacts/" + CONTACT;
      assertThat(send(client, key, "GET", contact + "/package").statusCode()).isEqualTo(200);
      String listed = send(client, key, "GET", server.uri() + "/v1/copies").body();
      assertThat(JSON.readTree(listed).get("sha256").asString()).hasSize(64);
      assertThat(JSON.readTree(listed).get("caller").asString()).hasSize(10);
      assertThat(send(client, key, "DELETE", contact + "?reason=r").body())
          .contains("\"why\":\"it was sent over HTTP\"");
      assertThat(send(client, key, "GET", server.uri() + "/v1/copies?contact=" + CONTACT).body())
          .contains("\"deleted\":false");
      assertThat(send(client, key, "GET", server.uri() + "/v1/copies?of=all").statusCode())
          .isEqualTo(400);
    }
  }

  private static HttpResponse<String> send(HttpClient client, String key, String method, String uri)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(uri))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("Authorization", "Bearer " + key)
            .build(),
        BodyHandlers.ofString());
  }
}
