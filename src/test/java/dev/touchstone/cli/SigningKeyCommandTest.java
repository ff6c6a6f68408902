package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class SigningKeyCommandTest {
  @TempDir private Path folder;

  private final Shell shell = new Shell();

  @Test
  void aRotatedKeyIsListedAndExportedToo() {
    JsonNode before = listed();
    assertThat(before).hasSize(1);
    Shell.Result rotated = shell.run("signing-key", "rotate", "--data", folder);
    assertThat(rotated.out()).matches("Key [0-9a-f]{32} signs from now on\\.\n");
    JsonNode after = listed();
    assertThat(after).hasSize(2);
    assertThat(after.get(1).get("id")).isEqualTo(before.get(0).get("id"));
    assertThat(after.get(1).get("retired").isNull()).isFalse();

    String exported = shell.run("signing-key", "export", "--data", folder).out();
    assertThat(exported)
        .contains("key " + before.get(0).get("id").asString())
        .contains("key " + after.get(0).get("id").asString())
        .doesNotContain("PRIVATE");
    assertThat(shell.run("signing-key", "list", "--data", folder).lines().getFirst())
        .matches("Id +Made +Retired");
  }

  @Test
  void aDataFolderThatIsNotThereIsNotMade() {
    Path missing = folder.resolve("missing");
    for (String command : new String[] {"list", "export", "rotate"}) {
      Shell.Result result = shell.run("signing-key", command, "--data", missing);
      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err()).contains("does not exist");
    }
    assertThat(missing).doesNotExist();
  }

  private JsonNode listed() {
    return new JsonMapper()
        .readTree(shell.run("signing-key", "list", "--data", folder, "--json").out());
  }
}
