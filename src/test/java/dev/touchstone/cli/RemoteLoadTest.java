package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.Config;
import dev.touchstone.http.TouchstoneServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code load --url} against a server says what {@code load} says of the server's folder. */
final class RemoteLoadTest {
  private static final String CONTACT = "bf41abf0-1b87-555c-bb68-2d62422ba994";
  private static final List<String> CLICKED =
      List.of("load", "--contact", CONTACT, "--type", "WebsiteClicked");

  /** What is asked for; the answer must not depend on who is asked. */
  private static final List<List<String>> SAME =
      List.of(
          List.of(),
          List.of("--json"),
          List.of("--top", "1"),
          List.of("--top", "1", "--json"),
          List.of("--top", "0"),
          List.of("--top", "0", "--json"),
          List.of("--from", "03-02-2021", "--to", "2021-03-02"),
          List.of("--from", "2022-01-01"),
          List.of("--from", "2022-01-01", "--json"));

  private final Shell shell = new Shell();

  @TempDir private Path folder;
  private Path data = Path.of("");

  @BeforeEach
  void importSample() {
    data = folder.resolve("data");
    assertThat(shell.run("import", ImportCommandTest.SAMPLE, "--data", data).exitCode()).isZero();
  }

  @Test
  void aServerSaysWhatItsFolderSays() throws IOException {
    List<Shell.Result> local = new ArrayList<>();
    SAME.forEach(more -> local.add(load(more, "--data", data)));
    Path key = Callers.adminKey(data).file();
    try (OpenFolder open = OpenFolder.open(data, Config.defaults());
        TouchstoneServer server = Serving.start(open, open.config().catalogue(), 0)) {
      for (int i = 0; i < SAME.size(); i++) {
        Shell.Result remote = load(SAME.get(i), "--url", server.uri(), "--key-file", key);
        assertThat(remote).as("%s", SAME.get(i)).isEqualTo(local.get(i));
      }
      goesOn(server.uri(), key);
      refuses(server.uri(), key);
    }
  }

  @Test
  void whyIsToldToTheServersTrail() throws IOException {
    Path key = Callers.adminKey(data).file();
    try (OpenFolder open = OpenFolder.open(data, Config.defaults());
        TouchstoneServer server = Serving.start(open, open.config().catalogue(), 0)) {
      Object[] where = {"--url", server.uri(), "--key-file", key};
      assertThat(load(List.of("--reason", "ticket 1"), where).exitCode()).isZero();
      List<Object> made =
          new ArrayList<>(List.of("package", "--contact", CONTACT, "--reason", "ticket 2"));
      made.addAll(List.of("--out", folder.resolve("package.zip")));
      made.addAll(List.of(where));
      assertThat(shell.run(made.toArray()).exitCode()).isZero();
      refused(load(List.of("--reason", "größer"), where), "--reason is not accepted");
    }
    assertThat(shell.run("audit", "list", "--data", data, "--contact", CONTACT, "--json").lines())
        .anySatisfy(it -> assertThat(it).contains("\"read\"", "ticket 1"))
        .anySatisfy(it -> assertThat(it).contains("/package\"", "ticket 2"));
  }

  private void goesOn(URI server, Path key) throws IOException {
    shell.environment.put("TOUCHSTONE_KEY", Files.readString(key));
    String footer = load(List.of("--top", "1"), "--url", server).lines().getLast();
    String token = footer.substring(footer.lastIndexOf(' ') + 1);
    assertThat(load(List.of("--skip-token", token), "--url", server).out())
        .contains("D2B6479485255AE98D32AA567A283467", "2 rows")
        .doesNotContain("6D45C2B2B8655EC5AFF16B60E7F0A7FF");
    shell.environment.remove("TOUCHSTONE_KEY");
  }

  private void refuses(URI server, Path key) throws IOException {
    refused(load(List.of(), "--url", server), "HTTP 401 0x80072560: The request has no cred");
    Path none = Files.writeString(folder.resolve("none.key"), "two words\n");
    refused(load(List.of(), "--url", server, "--key-file", none), "none.key holds no API key");
    Path missing = folder.resolve("missing.key");
    refused(load(List.of(), "--url", server, "--key-file", missing), "the key file cannot be read");
    refused(load(List.of(), "--url", "ftp://a", "--key-file", key), "--url is not valid: ");
    refused(load(List.of(), "--url", server, "--data", data), "--url or --data, not both");
    refused(load(List.of("--from", "13-45-2024"), "--url", server), "--from is not valid: '13-4");
    refused(load(List.of("--top", "ten"), "--url", server), "--top is not valid: 'ten'");
    refused(
        load(List.of("--skip-token", "A"), "--url", server, "--key-file", key),
        "--skip-token is not valid");
    Shell.Result type =
        shell.run(
            "load", "--url", server, "--key-file", key, "--contact", "a", "--type", "EmailSend");
    refused(type, "--type is not valid: 'EmailSend'");
  }

  private static void refused(Shell.Result result, String reason) {
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(reason).hasLineCount(1);
    assertThat(result.out()).isEmpty();
  }

  private Shell.Result load(List<String> more, Object... where) {
    List<Object> arguments = new ArrayList<>(CLICKED);
    arguments.addAll(more);
    arguments.addAll(List.of(where));
    return shell.run(arguments.toArray());
  }
}
