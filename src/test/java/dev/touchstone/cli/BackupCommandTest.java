package dev.touchstone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.Config;
import dev.touchstone.config.Setting;
import dev.touchstone.config.Settings;
import dev.touchstone.http.TouchstoneServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Backups as an operator makes them: of a folder at rest, and of one that is served. */
class BackupCommandTest {
  private static final JsonMapper JSON = new JsonMapper();

  private final Shell shell = new Shell();

  @TempDir private Path folder;
  private Path data = Path.of("");
  private Path backups = Path.of("");

  @BeforeEach
  void importSample() {
    data = folder.resolve("data");
    backups = folder.resolve("backups");
    assertThat(shell.run("import", ImportCommandTest.SAMPLE, "--data", data).exitCode()).isZero();
  }

  private Shell.Result ok(Object... arguments) {
    Shell.Result result = shell.run(arguments);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result;
  }

  private void refused(String reason, Object... arguments) {
    Shell.Result result = shell.run(arguments);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(reason).hasLineCount(1);
  }

  @Test
  void theSecondBackupCopiesLittleAndBothAreVerified() {
    JsonNode first = JSON.readTree(ok("backup", backups, "--data", data, "--json").out());
    assertThat(first.get("copiedFiles")).isEqualTo(first.get("files"));
    JsonNode second = JSON.readTree(ok("backup", backups, "--data", data, "--json").out());
    assertThat(second.get("copiedBytes").asLong()).isLessThan(first.get("copiedBytes").asLong());
    assertThat(ok("backup", backups, "--data", data).out())
        .startsWith("Backup ")
        .contains("the others were there");
    List<String> ids =
        JSON.readTree(ok("backup", backups, "--list", "--json").out())
            .get("backups")
            .valueStream()
            .map(JsonNode::asString)
            .toList();
    assertThat(ids).hasSize(3).contains(first.get("id").asString(), second.get("id").asString());
    assertThat(ok("backup", backups, "--list").lines()).hasSize(4);
    assertThat(ok("backup", backups, "--verify").lines())
        .containsExactlyElementsOf(ids.stream().map(id -> id + " is as it was written").toList());
  }

  @Test
  void aBackupBecomesADataFolderAgain() throws IOException {
    ok("backup", backups, "--data", data);
    String[] load = {
      "--contact", "bf41abf0-1b87-555c-bb68-2d62422ba994", "--type", "WebsiteClicked"
    };
    String before = ok("load", "--data", data, load[0], load[1], load[2], load[3], "--json").out();
    ok("import", ImportCommandTest.SAMPLE, "--data", data, "--again");
    ok("backup", backups, "--data", data);
    String first =
        JSON.readTree(ok("backup", backups, "--list", "--json").out()).at("/backups/0").asString();
    Path restored = folder.resolve("restored");
    Path ledger = folder.resolve("ledger-copy");
    ok("ledger", "export", "--data", data, "--out", ledger);
    Object[] restore = {
      "restore", backups, "--data", restored, "--ledger", ledger, "--backup", first
    };
    assertThat(ok(restore).out()).startsWith("Restored backup " + first);
    EraseCommandTest.copySecrets(data, restored);
    assertThat(ok("load", "--data", restored, load[0], load[1], load[2], load[3], "--json").out())
        .isEqualTo(before);
    assertThat(shell.run(restore).err()).contains("is not empty", "nothing is written over");
    refused(
        "has no backup 'x'", "restore", backups, "--data", folder.resolve("n"), "--backup", "x");
  }

  @Test
  void noSecretIsInABackup() throws IOException {
    Callers.adminKey(data);
    ok("backup", backups, "--data", data);
    String admin = Files.readString(data.resolve("admin.key")).strip();
    try (Stream<Path> files = Files.walk(backups)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readAllBytes(file)).isNotEqualTo(Files.readAllBytes(token()));
        assertThat(new String(Files.readAllBytes(file), UTF_8))
            .doesNotContain(admin, "secrets", "admin.key");
      }
    }
  }

  private Path token() {
    try (OpenFolder open = OpenFolder.open(data, Config.defaults())) {
      assertThat(open.tokens()).isNotNull();
    }
    return data.resolve("secrets").resolve("token.key");
  }

  @Test
  void aDamagedFileEndsVerifyingWithItsName() throws IOException {
    ok("backup", backups, "--data", data);
    Path table;
    try (Stream<Path> files = Files.walk(backups.resolve("files"))) {
      table = files.filter(Files::isRegularFile).findAny().orElseThrow();
    }
    Files.write(table, new byte[] {1, 2, 3});
    Shell.Result result = shell.run("backup", backups, "--verify");
    assertThat(result.exitCode()).isEqualTo(ExitCode.DAMAGED.number());
    assertThat(result.err()).contains(table.getFileName().toString(), "is not what was written");
  }

  @Test
  void whatIsServedIsSavedByItsServer() throws IOException {
    Path key = Callers.adminKey(data).file();
    Config config =
        new Settings().add(Setting.BACKUP_FOLDER, backups.toString(), "--flag").toConfig();
    try (OpenFolder open = OpenFolder.open(data, config);
        TouchstoneServer server = Serving.start(open, config.catalogue(), 0)) {
      Object[] ask = {"backup", "--url", server.uri(), "--key-file", key, "--json"};
      JsonNode made = JSON.readTree(ok(ask).out());
      assertThat(made.get("folder").asString()).isEqualTo(backups.toString());
      assertThat(made.get("files").asInt()).isPositive();
      assertThat(ok("backup", backups, "--verify").out()).startsWith(made.get("id").asString());
      refused("give neither DIR", "backup", backups, "--url", server.uri(), "--key-file", key);
      assertThat(shell.run("backup", backups, "--data", data).err())
          .contains("is in use by another Touchstone");
    }
  }

  @Test
  void aServerWithoutAFolderForBackupsSaysSo() throws IOException {
    Path key = Callers.adminKey(data).file();
    try (OpenFolder open = OpenFolder.open(data, Config.defaults());
        TouchstoneServer server = Serving.start(open, Config.defaults().catalogue(), 0)) {
      refused(
          "the server answered 409: This server has no folder for backups",
          "backup",
          "--url",
          server.uri(),
          "--key-file",
          key);
      refused("the server answered 401", "backup", "--url", server.uri());
      refused("--url: 'ftp://a' is not accepted", "backup", "--url", "ftp://a");
    }
  }

  @Test
  void whatCannotBeDoneIsSaid() throws IOException {
    refused("name the folder of backups, or set backup.folder", "backup", "--data", data);
    refused("does not exist", "backup", backups, "--data", folder.resolve("mistyped"));
    refused("is no folder of backups", "backup", data, "--list");
    refused("is no folder of backups", "backup", data, "--data", data);
    shell.environment.put("TOUCHSTONE_BACKUP_KEEP_DAYS", "-1");
    refused("accepted is a number from 0 to 36500", "backup", backups, "--data", data);
    assertThat(backups).doesNotExist();
  }
}
