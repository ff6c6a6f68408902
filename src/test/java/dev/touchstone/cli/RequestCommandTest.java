package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Requests as a privacy officer works with them. */
class RequestCommandTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CONTACT = "2aac86fe-48a9-5536-a607-97495221c573";

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

  private String create(String right) {
    Object[] create = {
      "request",
      "create",
      "--right",
      right,
      "--contact",
      CONTACT,
      "--reason",
      "letter-17",
      "--data",
      data,
      "--json"
    };
    return JSON.readTree(ok(create).out()).get("id").stringValue();
  }

  @Test
  void anErasureIsAskedForDoneAndAnswered() {
    String id = create("erasure");
    assertThat(ok("request", "list", "--data", data).out()).contains(id, "erasure", "29");
    ok("request", "extend", id, "--reason", "backlog", "--data", data);
    assertThat(ok("request", "show", id, "--data", data).out()).contains("open", "89 days left");
    Path receipt = folder.resolve("receipt");
    ok("erase", "--contact", CONTACT, "--reason", id, "--data", data, "--out", receipt);
    String answer = receiptId(receipt);
    ok("request", "complete", id, "--reason", "sent", "--answer", answer, "--data", data);
    assertThat(ok("request", "show", id, "--data", data, "--json").out())
        .contains(answer, "\"ids\":[]")
        .doesNotContain(CONTACT);
    assertThat(ok("request", "list", "--data", data).out()).doesNotContain(id);
    assertThat(ok("request", "list", "--all", "--data", data).out()).contains(id, "done");
    assertThat(ok("audit", "list", "--data", data, "--action", "request", "--json").out())
        .contains("complete " + id);
  }

  private static String receiptId(Path file) {
    try {
      return JSON.readTree(java.nio.file.Files.readAllLines(file).getFirst())
          .get("id")
          .stringValue();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void mistakesAreNamed() {
    String id = create("access");
    assertThat(shell.run("request", "complete", id, "--reason", "r", "--data", data).err())
        .contains("the SHA-256 of the package");
    Shell.Result none = shell.run("request", "show", "nothing", "--data", data);
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("there is no request of this id");
  }
}
