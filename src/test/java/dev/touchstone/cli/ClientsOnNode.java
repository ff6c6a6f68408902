package dev.touchstone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.access.Certificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clients that nobody here wrote, on Node, and the packaged program that they call with a reader's
 * key. Run by {@code mvn verify -Pclients}, which installs them below {@code target/clients}.
 */
final class ClientsOnNode {
  private static final Path CLIENTS = Path.of("target", "clients").toAbsolutePath();
  private static final Path MODULES = CLIENTS.resolve("node_modules");
  private static final int PATIENCE_SECONDS = 120;
  private static final int ROWS = 230;
  private static final String CONTACT = "bf41abf0-1b87-555c-bb68-2d62422ba994";

  /** What breaks careless quoting, escaping, encoding or reviving. */
  private static final List<String> TEXTS =
      List.of(
          "plain",
          "\"quoted\", with comma; 'and' \\backslash",
          "Label: value\r\nOther: \u00e9\u0416\u4e2d\ud83d\ude00",
          "\u2028\u2029 </script> &amp; %20+",
          "2020-01-01T00:00:00Z",
          "{\"Data\":\"[]\"}");

  @TempDir static Path folder;
  private static String key = "";

  @BeforeAll
  static void importRows() throws IOException, InterruptedException {
    try (Child importing = Child.run("import", export(), "--data", data())) {
      assertThat(importing.exitCode()).as(importing.errors()).isZero();
    }
    try (Child create =
        Child.run("key", "create", "--data", data(), "--name", "node", "--role", "reader")) {
      key = create.rest().strip();
      assertThat(create.exitCode()).as(create.errors()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void dynamicsWebApi(String scheme) throws Exception {
    try (Child server = serve(scheme.equals("https"))) {
      URI uri = uri(server);
      assertThat(uri.getScheme()).isEqualTo(scheme);
      node(uri, "--test-reporter=tap", "dynamics-web-api.test.mjs");
    }
  }

  @Test
  void clientsThatKnowNothingOfDataverse() throws Exception {
    try (Child server = serve(false)) {
      node(uri(server), "--test-reporter=tap", "other-clients.test.mjs");
    }
  }

  @Test
  void aClientGeneratedFromTheMetadata() throws Exception {
    try (Child server = serve(false)) {
      URI uri = uri(server);
      Files.write(CLIENTS.resolve("metadata.xml"), metadata(uri));
      String generator = MODULES.resolve("@odata2ts/odata2ts/lib/run-cli.js").toString();
      node(uri, generator, "-s", "metadata.xml", "-o", "generated", "-m", "all", "-e", "ts");
      node(uri, MODULES.resolve("typescript/bin/tsc").toString(), "-p", ".");
      node(uri, "--test-reporter=tap", "generated.test.js");
    }
  }

  private static Child serve(boolean tls) throws Exception {
    Path settings = data().resolve("touchstone.properties");
    Files.deleteIfExists(settings);
    if (tls) {
      KeyPair pair = Certificates.pair("EC", 256);
      Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
      Certificates.write(certificate(), Certificates.certificate(pair, 1, pair, tomorrow));
      Certificates.write(folder.resolve("server.key"), Certificates.pkcs8(pair.getPrivate()));
      Files.writeString(
          settings,
          "tls.certificate = %s%ntls.key = %s%n"
              .formatted(certificate(), folder.resolve("server.key")));
    }
    return Child.run("serve", "--data", data(), "--port", "0");
  }

  /** By the name that the certificate has. */
  private static URI uri(Child server) throws IOException {
    String line = server.line();
    assertThat(line).as(server.errors()).startsWith("Serving ");
    return URI.create(line.substring(line.lastIndexOf(' ') + 1).replace("127.0.0.1", "localhost"));
  }

  private static byte[] metadata(URI server) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/api/data/v9.2/$metadata"))
            .header("Authorization", "Bearer " + key)
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    }
  }

  /** Runs Node in the folder of the clients, and shows what it said if it fails. */
  private static void node(URI server, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node", "--dns-result-order=ipv4first"));
    command.addAll(List.of(arguments));
    Path said = folder.resolve("said");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(CLIENTS.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("CLIENTS_SERVER", server.toString().replaceFirst("/$", ""));
    builder.environment().put("CLIENTS_KEY", key);
    builder.environment().put("CLIENTS_ROWS", folder.resolve("rows.json").toString());
    if (server.getScheme().equals("https")) {
      builder.environment().put("NODE_EXTRA_CA_CERTS", certificate().toString());
    }
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      String output = Files.readString(said);
      assertThat(ended).as(output).isTrue();
      assertThat(process.exitValue()).as(output).isZero();
      if (arguments[0].startsWith("--test")) {
        assertThat(output).containsPattern("# pass [1-9]").contains("# fail 0", "# skipped 0");
      }
    } finally {
      process.destroyForcibly();
    }
  }

  /** An export with rows of one contact, and beside it what the action is to answer. */
  private static Path export() throws IOException {
    StringBuilder csv = new StringBuilder();
    csv.append("\"InteractionType\",\"Timestamp\",\"InternalMarketingInteractionId\",");
    csv.append("\"ContactId\",\"PageAddress\",\"Remark\"\r\n");
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      Instant moment = Instant.ofEpochSecond(1_600_000_000L - i * 3L, i % 2 * 125_000_000L);
      Map<String, String> row = new LinkedHashMap<>();
      row.put("InteractionType", "WebsiteVisited");
      row.put("Timestamp", moment.toString());
      row.put("InteractionId", "%032X".formatted(i + 1));
      row.put("ContactId", CONTACT);
      row.put("PageAddress", "https://example.com/page/" + i);
      row.put("Remark", TEXTS.get(i % TEXTS.size()) + " " + i);
      rows.add(row);
      row.values().forEach(value -> csv.append(quoted(value)).append(','));
      csv.replace(csv.length() - 1, csv.length(), "\r\n");
    }
    csv.append("\"WebsiteVisited\",\"2020-01-01T00:00:00Z\",").append(quoted(new UUID(3, 3)));
    csv.append(",\"somebody else\",\"https://example.com\",\"\"\r\n");
    Files.write(folder.resolve("rows.json"), new JsonMapper().writeValueAsBytes(rows));
    Path export = folder.resolve("export");
    Path blob = export.resolve("csv/WebsiteVisited").resolve(new UUID(4, 4).toString());
    Files.createDirectories(blob.getParent());
    Files.writeString(blob, csv, UTF_8);
    return export;
  }

  private static String quoted(Object value) {
    return "\"" + value.toString().replace("\"", "\"\"") + "\"";
  }

  private static Path data() {
    return folder.resolve("data");
  }

  private static Path certificate() {
    return folder.resolve("server.pem");
  }
}
