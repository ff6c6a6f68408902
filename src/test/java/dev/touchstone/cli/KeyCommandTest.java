package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.Config;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class KeyCommandTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;

  private final Shell shell = new Shell();

  @Test
  void aKeyIsShownOnceThenListedThenRevoked() {
    Shell.Result created = create("report", "reader,privacy", "--expires", "30");
    assertThat(created.exitCode()).isZero();
    assertThat(created.out()).matches("ts_[0-9a-z]{10}_[0-9a-zA-Z]{49}\n");
    String id = created.out().substring(3, 13);
    assertThat(created.err()).isEqualTo("created key " + id + "\n");

    String secret = created.out().strip().substring(14);
    Shell.Result list = shell.run("key", "list", "--data", folder);
    assertThat(list.lines().getFirst()).matches("Id +Roles +Created +Expires +Revoked +Name");
    assertThat(list.lines().getLast())
        .startsWith(id)
        .contains("reader, privacy")
        .endsWith("report");
    assertThat(list.out()).doesNotContain(secret);
    JsonNode key = listed();
    assertThat(key.get("id").asString()).isEqualTo(id);
    assertThat(key.get("roles")).hasToString("[\"reader\",\"privacy\"]");
    assertThat(key.get("expires").isNull()).isFalse();
    assertThat(key.get("revoked").isNull()).isTrue();

    Shell.Result revoked = shell.run("key", "revoke", id, "--data", folder);
    assertThat(revoked.exitCode()).isZero();
    assertThat(revoked.out()).isEqualTo("Revoked " + id + " (report).\n");
    assertThat(listed().get("revoked").isNull()).isFalse();
  }

  @Test
  void theStoreMayBeOpenElsewhere() {
    try (OpenFolder open = OpenFolder.open(folder.resolve("data"), Config.defaults())) {
      Shell.Result result =
          shell.run("key", "create", "--data", open.folder(), "--name", "n", "--role", "admin");
      assertThat(result.exitCode()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          key                                         | Missing required subcommand
          key create --role reader                    | --name
          key create --name n                         | --role
          key create --name n --role raeder           | is not accepted; accepted is one of [reader, writer, privacy, monitor, admin]
          key create --name n --role reader --expires 0 | is not accepted; accepted is a number from 1 to 36500
          key create --name n --role reader --expires x | --expires
          key revoke                                  | ID
          key revoke nobody                           | is not accepted; accepted is the id of a key
          """)
  void mistakesAreNamed(String arguments, String reason) {
    shell.environment.put("TOUCHSTONE_DATA", folder.toString());
    Shell.Result result = shell.run((Object[]) arguments.split(" "));
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(reason);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void aDataFolderThatIsNotThereIsNotMade() {
    Path missing = folder.resolve("missing");
    Shell.Result result = shell.run("key", "list", "--data", missing);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("does not exist");
    assertThat(missing).doesNotExist();
  }

  @Test
  void everyKeyCommandHasHelp() {
    for (String command : new String[] {"create", "list", "revoke"}) {
      Shell.Result result = shell.run("key", command, "--help");
      assertThat(result.exitCode()).isZero();
      assertThat(result.out()).startsWith("Usage: touchstone key " + command).contains("--verbose");
    }
  }

  private Shell.Result create(String name, String roles, String... more) {
    Object[] arguments = new Object[8 + more.length];
    Object[] first = {"key", "create", "--data", folder, "--name", name, "--role", roles};
    System.arraycopy(first, 0, arguments, 0, first.length);
    System.arraycopy(more, 0, arguments, first.length, more.length);
    return shell.run(arguments);
  }

  private JsonNode listed() {
    return JSON.readTree(shell.run("key", "list", "--data", folder, "--json").out()).get(0);
  }
}
