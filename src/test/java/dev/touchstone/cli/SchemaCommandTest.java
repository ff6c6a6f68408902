package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SchemaCommandTest {
  private final Shell shell = new Shell();

  @TempDir private Path folder;

  @Test
  void statementsAreShownForTheKeyspaceAndItsReplicas() {
    shell.environment.put("TOUCHSTONE_STORE_CASSANDRA_KEYSPACE", "own");
    shell.environment.put("TOUCHSTONE_STORE_CASSANDRA_REPLICATION", "west=3,east=2");
    Shell.Result result = shell.run("schema", "--data", folder);
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains(
            "CREATE KEYSPACE IF NOT EXISTS own WITH replication ="
                + " {'class': 'NetworkTopologyStrategy', 'east': 2, 'west': 3};")
        .contains("CREATE TABLE IF NOT EXISTS own.interactions (");
  }

  @Test
  void settingsThatCannotBeRightAreNamed() {
    shell.environment.put("TOUCHSTONE_STORE_CASSANDRA_CONTACT_POINTS", "a:0");
    Shell.Result result = shell.run("schema", "--data", folder);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains(
            "TOUCHSTONE_STORE_CASSANDRA_CONTACT_POINTS: 'a:0' is not accepted; accepted is"
                + " host:port, several with commas between");
    shell.environment.clear();
    shell.environment.put("TOUCHSTONE_STORE_CASSANDRA_USERNAME", "touchstone");
    assertThat(shell.run("schema", "--data", folder).err()).contains("belong together");
  }

  @Test
  void aPasswordThatOthersCanReadIsRefused() throws IOException {
    Path password = Files.writeString(folder.resolve("password"), "secret\n");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
    shell.environment.put("TOUCHSTONE_STORE_CASSANDRA_USERNAME", "touchstone");
    shell.environment.put("TOUCHSTONE_STORE_CASSANDRA_PASSWORD_FILE", password.toString());
    Shell.Result result = shell.run("schema", "--apply", "--data", folder);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("chmod 600").doesNotContain("secret\n");
  }

  @Test
  void nodesThatDoNotAnswerAreAMessageAndNotATrace() {
    shell.environment.put("TOUCHSTONE_STORE_CASSANDRA_CONTACT_POINTS", "127.0.0.1:1");
    for (String[] command :
        new String[][] {{"schema", "--apply"}, {"load", "--contact", "a", "--type", "EmailSent"}}) {
      shell.environment.put("TOUCHSTONE_STORE_ENGINE", "cassandra");
      Object[] arguments = Arrays.copyOf(command, command.length + 2, Object[].class);
      arguments[command.length] = "--data";
      arguments[command.length + 1] = folder.resolve("data");
      Shell.Result result = shell.run(arguments);
      assertThat(result.exitCode()).as(result.err()).isEqualTo(69);
      assertThat(result.err()).hasLineCount(1);
    }
  }

  @Test
  void backupsOfAnotherStoreAreRefused() {
    shell.environment.put("TOUCHSTONE_STORE_ENGINE", "cassandra");
    Shell.Result result = shell.run("backup", folder, "--data", folder.resolve("data"));
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("whose nodes save them");
  }
}
