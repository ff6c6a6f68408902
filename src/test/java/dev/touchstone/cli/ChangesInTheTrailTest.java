package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.access.Role;
import dev.touchstone.config.Config;
import dev.touchstone.config.Setting;
import dev.touchstone.config.Settings;
import dev.touchstone.http.TouchstoneServer;
import dev.touchstone.privacy.audit.AuditAction;
import dev.touchstone.privacy.audit.AuditEvent;
import dev.touchstone.privacy.audit.AuditFilter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and settings that are others than they were stand in the trail, whoever changed them. */
class ChangesInTheTrailTest {
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

  /** What the trail tells of an action, the oldest first. */
  private List<String> told(AuditAction action) {
    ok("audit", "list", "--data", data);
    return told(action, Config.defaults()).stream().map(AuditEvent::what).toList();
  }

  private List<AuditEvent> told(AuditAction action, Config config) {
    try (OpenFolder open = OpenFolder.open(data, config)) {
      List<AuditEvent> events = new ArrayList<>();
      open.trail()
          .reader()
          .forEach(
              new AuditFilter(AuditFilter.ALL.from(), AuditFilter.ALL.to(), null, null, action),
              events::add);
      return events;
    }
  }

  private String last(AuditAction action) {
    return told(action).getLast();
  }

  private String keyOf(String name, String role) {
    String told = ok("key", "create", "--data", data, "--name", name, "--role", role).err();
    return told.strip().substring("created key ".length());
  }

  @Test
  void apiKeysThatWereMadeRevokedOrChangedAreTold() throws IOException {
    assertThat(told(AuditAction.KEY)).hasSize(1);
    String id = keyOf("of Anna", "reader,writer");
    assertThat(last(AuditAction.KEY))
        .matches(
            "API key %s is new: made \\S+Z; roles reader,writer; expires never; revoked no; secret [0-9a-f]{8}"
                .formatted(id));
    ok("key", "revoke", id, "--data", data);
    assertThat(last(AuditAction.KEY)).matches("API key %s: revoked no -> \\S+Z".formatted(id));
    Path file = data.resolve("secrets/keys.ndjson");
    String text = Files.readString(file);
    Files.writeString(file, text.replace("\"reader\",\"writer\"", "\"admin\""));
    assertThat(last(AuditAction.KEY)).isEqualTo("API key %s: roles reader,writer -> admin", id);
    Files.writeString(file, text.lines().findFirst().orElseThrow() + "\n");
    assertThat(last(AuditAction.KEY)).startsWith("API key %s is gone; it was: made ".formatted(id));
    assertThat(told(AuditAction.KEY)).hasSize(5).noneMatch(what -> what.contains("Anna"));
    assertThat(told(AuditAction.KEY, Config.defaults()))
        .extracting(AuditEvent::caller)
        .containsOnly("command line");
  }

  @Test
  void signingKeysThatWereMadeAndRotatedAreTold() {
    String first = told(AuditAction.KEY).getFirst();
    assertThat(first).matches("signing key [0-9a-f]{32} is new: made \\S+Z; retired no");
    String old = first.substring(0, "signing key ".length() + 32);
    ok("signing-key", "rotate", "--data", data);
    assertThat(told(AuditAction.KEY))
        .hasSize(3)
        .anyMatch(what -> what.matches(old + ": retired no -> \\S+Z"))
        .anyMatch(what -> !what.startsWith(old) && what.contains(" is new: "));
  }

  @Test
  void aKeyIsToldBeforeWhatIsDoneWithIt() throws IOException, InterruptedException {
    Callers.adminKey(data);
    String id;
    try (OpenFolder open = OpenFolder.open(data, Config.defaults());
        TouchstoneServer server = Serving.start(open, open.config().catalogue(), 0);
        HttpClient client = HttpClient.newHttpClient()) {
      String path = "/api/data/v9.2/interactions?$filter=contactid%20eq%20'" + CONTACT + "'";
      assertThat(status(client, server, path, Files.readString(data.resolve("admin.key")).strip()))
          .isEqualTo(200);
      var created = Callers.keys(data).create("another", Set.of(Role.READER), null);
      id = created.key().id();
      long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (status(client, server, path, created.text()) != 200) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        Thread.onSpinWait();
      }
    }
    List<AuditEvent> all = new ArrayList<>();
    try (OpenFolder open = OpenFolder.open(data, Config.defaults())) {
      open.trail().reader().forEach(AuditFilter.ALL, all::add);
    }
    List<String> order =
        all.stream()
            .filter(it -> it.what().startsWith("API key " + id) || it.caller().equals(id))
            .map(it -> it.action().text())
            .toList();
    assertThat(order).containsExactly("key", "read");
  }

  private static int status(HttpClient client, TouchstoneServer server, String path, String key)
      throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(URI.create(server.uri() + path))
                .header("Authorization", "Bearer " + key)
                .build(),
            BodyHandlers.ofString())
        .statusCode();
  }

  private void serve(Settings settings) throws IOException {
    Callers.adminKey(data);
    try (OpenFolder open = OpenFolder.open(data, settings.toConfig());
        TouchstoneServer server = Serving.start(open, open.config().catalogue(), 0)) {
      assertThat(server.uri()).isNotNull();
    }
  }

  @Test
  void settingsThatAreOthersThanAtTheLastStartAreTold() throws IOException {
    serve(new Settings());
    assertThat(told(AuditAction.CONFIGURATION)).isEmpty();
    serve(new Settings().add(Setting.ACTION_MAX_ROWS, "7", "a test"));
    assertThat(told(AuditAction.CONFIGURATION))
        .containsExactly("action.max-rows: '1000000' -> '7'");
    serve(new Settings().add(Setting.ACTION_MAX_ROWS, "7", "another way to say it"));
    serve(new Settings());
    assertThat(told(AuditAction.CONFIGURATION))
        .containsExactly("action.max-rows: '1000000' -> '7'", "action.max-rows: '7' -> '1000000'");
  }

  @Test
  void anotherFileOfTypesIsToldAndALongTextIsCut() throws IOException {
    Path types = folder.resolve("%s.json".formatted("t".repeat(100)));
    Files.writeString(types, "{\"types\": []}");
    Settings settings = new Settings().add(Setting.TYPES_FILE, types.toString(), "a test");
    serve(settings);
    Files.writeString(types, "{\"types\": [] }");
    serve(settings);
    List<String> told = told(AuditAction.CONFIGURATION);
    assertThat(told).hasSize(3);
    assertThat(told.get(0)).startsWith("types.file: '' -> '/").contains("... sha256 ");
    assertThat(told.get(1)).matches("types.file, its content: nothing -> 'sha256 [0-9a-f]{8}'");
    assertThat(told.get(2)).matches("types.file, its content: 'sha256 .{8}' -> 'sha256 .{8}'");
  }
}
