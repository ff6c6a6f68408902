package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.Config;
import dev.touchstone.http.TouchstoneServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who looked at a contact is told by the commands, whichever door they came through. */
class AuditCommandTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CONTACT = "bf41abf0-1b87-555c-bb68-2d62422ba994";

  private final Shell shell = new Shell();

  @TempDir private Path folder;
  private Path data = Path.of("");

  @BeforeEach
  void importSample() {
    data = folder.resolve("data");
    assertThat(shell.run("import", ImportCommandTest.SAMPLE, "--data", data).exitCode()).isZero();
  }

  private Shell.Result ok(Object... arguments) {
    Shell.Result result = shell.run(arguments);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result;
  }

  private List<JsonNode> events(Object... more) {
    Object[] arguments = new Object[more.length + 5];
    System.arraycopy(new Object[] {"audit", "list", "--data", data, "--json"}, 0, arguments, 0, 5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    return ok(arguments).lines().stream().map(JSON::readTree).toList();
  }

  @Test
  void aPackageMadeOnTheCommandLineIsNoted() {
    Path out = folder.resolve("package.zip");
    ok("package", "--data", data, "--contact", CONTACT, "--out", out, "--reason", "T-2");
    List<JsonNode> reads = events("--contact", CONTACT, "--action", "package");
    assertThat(reads).hasSize(1);
    assertThat(reads.getFirst().get("caller").asString()).isEqualTo("command line");
    assertThat(reads.getFirst().get("what").asString()).isEqualTo("package");
    assertThat(reads.getFirst().get("reason").asString()).isEqualTo("T-2");
    assertThat(reads.getFirst().get("rows").asInt()).isPositive();
  }

  @Test
  void whatTheCommandLineShowedIsNoted() {
    assertThat(events("--action", "read")).isEmpty();
    ok("load", "--data", data, "--contact", CONTACT, "--type", "WebsiteClicked", "--reason", "T-1");
    List<JsonNode> reads = events("--contact", CONTACT, "--action", "read");
    assertThat(reads).hasSize(1);
    assertThat(reads.getFirst().get("caller").asString()).isEqualTo("command line");
    assertThat(reads.getFirst().get("what").asString()).isEqualTo("load");
    assertThat(reads.getFirst().get("rows").asInt()).isEqualTo(3);
    assertThat(reads.getFirst().get("reason").asString()).isEqualTo("T-1");
    assertThat(events("--contact", "somebody else", "--action", "read")).isEmpty();
    assertThat(events("--contact", CONTACT, "--action", "audit")).isNotEmpty();
    assertThat(ok("audit", "list", "--data", data).out()).contains("T-1").doesNotContain(CONTACT);
  }

  @Test
  void whatAServerShowedIsNoted() throws IOException, InterruptedException {
    String key = Files.readString(Callers.adminKey(data).file()).strip();
    try (OpenFolder open = OpenFolder.open(data, Config.defaults());
        TouchstoneServer server = Serving.start(open, open.config().catalogue(), 0);
        HttpClient client = HttpClient.newHttpClient()) {
      String entities =
          "/api/data/v9.2/interactions?$filter=contactid%20eq%20'" + CONTACT + "'&$top=5";
      assertThat(get(client, key, server.uri() + entities).statusCode()).isEqualTo(200);
      assertThat(get(client, key, server.uri() + "/v1/contacts/" + CONTACT + "/package"))
          .extracting(HttpResponse::statusCode)
          .isEqualTo(200);
      HttpResponse<String> trail =
          get(client, key, server.uri() + "/v1/audit?contact=" + CONTACT + "&action=audit");
      assertThat(trail.statusCode()).isEqualTo(200);
      assertThat(trail.body()).contains("\"what\":\"/v1/audit\"").doesNotContain(CONTACT);
      assertThat(get(client, key, server.uri() + "/v1/audit?when=now").body())
          .contains("accepted are contact, from, to, caller and action");
    }
    List<JsonNode> reads = events("--contact", CONTACT, "--action", "read");
    assertThat(reads).hasSize(1);
    assertThat(reads.getFirst().get("what").asString()).isEqualTo("interactions");
    assertThat(reads.getFirst().get("reason").asString()).isEqualTo("T-2");
    assertThat(reads.getFirst().get("request").asString()).hasSize(36);
    assertThat(reads.getFirst().get("complete").asBoolean()).isTrue();
    List<JsonNode> packages = events("--contact", CONTACT, "--action", "package");
    assertThat(packages).hasSize(1);
    assertThat(packages.getFirst().get("what").asString()).isEqualTo("/v1/contacts/*/package");
    assertThat(packages.getFirst().get("rows").asInt()).isPositive();
    Shell.Result verified = ok("audit", "verify", "--data", data);
    assertThat(verified.out()).contains("nothing is wrong", "anchor ");
    ok("audit", "verify", "--data", data, "--anchor", verified.lines().getLast());
    String other = verified.lines().getLast().replaceFirst(".$", "x").replace("x", "0");
    String wrong = other.equals(verified.lines().getLast()) ? other.replaceFirst(".$", "1") : other;
    assertThat(shell.run("audit", "verify", "--data", data, "--anchor", wrong).exitCode())
        .isEqualTo(ExitCode.DAMAGED.number());
  }

  private static HttpResponse<String> get(HttpClient client, String key, String uri)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(uri))
            .header("Authorization", "Bearer " + key)
            .header("Touchstone-Reason", "T-2")
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void whatIsOffIsNotNoted() {
    shell.environment.put("TOUCHSTONE_AUDIT_MODE", "off");
    ok("load", "--data", data, "--contact", CONTACT, "--type", "WebsiteClicked");
    assertThat(events()).isEmpty();
    assertThat(shell.run("audit", "list", "--data", data, "--from", "today").err())
        .contains("--from is not valid: 'today'");
    assertThat(shell.run("audit", "verify", "--data", data, "--anchor", "x").err())
        .contains("--anchor: 'x' is not accepted");
  }
}
