package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.access.Role;
import dev.touchstone.config.Config;
import dev.touchstone.http.TouchstoneServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Corrections as an officer makes them: in the folder, at a server, and as the guide says. */
class RectifyCommandTest {
  private static final Pattern BLOCK =
      Pattern.compile("\n## Rectifying .*?```\n(.*?)```", Pattern.DOTALL);
  private static final String CONTACT = "contact-of-the-guide";
  private static final String WRONG = "wrong@example.org";
  private static final String RIGHT = "right@example.org";

  private final Shell shell = new Shell();

  @TempDir private Path folder;
  private Path data = Path.of("");
  private Path rows = Path.of("");

  @BeforeEach
  void store() throws IOException {
    data = folder.resolve("data");
    rows =
        Files.writeString(
            folder.resolve("rows.ndjson"),
            "{\"InteractionType\":\"EmailSent\",\"Timestamp\":\"2021-03-01T00:00:00Z\",\"InteractionId\":\"i-1\",\"ContactId\":\"%s\",\"EmailAddressUsed\":\"%s\"}\n"
                .formatted(CONTACT, WRONG));
    load();
  }

  private void load() {
    ok("import", rows, "--data", data, "--rejected", folder.resolve("rejected"), "--again");
  }

  private String ok(Object... arguments) {
    Shell.Result result = shell.run(arguments);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.out();
  }

  private void refused(String message, Object... arguments) {
    Shell.Result result = shell.run(arguments);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.USAGE.number());
    assertThat(result.err()).contains(message).doesNotContain("internal");
  }

  private Object[] rectify(String set, Object... where) {
    List<Object> all =
        new ArrayList<>(
            List.of("rectify", "--contact", CONTACT, "--interaction", "i-1", "--reason", "r-1"));
    all.addAll(List.of("--set", set));
    all.addAll(List.of(where));
    return all.toArray();
  }

  private String shown() {
    return ok("load", "--contact", CONTACT, "--type", "EmailSent", "--data", data, "--json");
  }

  @Test
  void theGuide() throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(Path.of("docs/privacy.md")));
    assertThat(block.find()).isTrue();
    String arguments =
        block
            .group(1)
            .strip()
            .replace("./touchstone ", "")
            .replace("./data", data.toString())
            .replace("INTERACTION-ID", "i-1")
            .replace("--contact ID", "--contact " + CONTACT);
    assertThat(ok((Object[]) arguments.split(" ", -1))).contains("Corrected: EmailAddressUsed.");
    assertThat(shown()).contains("anna@example.org", "request-4711").doesNotContain(WRONG);
  }

  @Test
  void itOutlivesAnotherImportAndIsInTheTrailWithoutValues() {
    ok(rectify("EmailAddressUsed=" + RIGHT, "--data", data));
    load();
    assertThat(shown()).contains(RIGHT, "command line", "r-1").doesNotContain(WRONG);
    String trail = ok("audit", "list", "--contact", CONTACT, "--data", data, "--json");
    assertThat(trail)
        .contains("\"rectify\"", "EmailSent: EmailAddressUsed", "r-1")
        .doesNotContain(RIGHT, WRONG);
    assertThat(ok("find", "--email", RIGHT, "--data", data)).contains(CONTACT);
  }

  /** Rather somebody too many is found than somebody too few. */
  @Test
  void theOldAddressFindsTheContactUntilItIsErased() {
    ok(rectify("EmailAddressUsed=" + RIGHT, "--data", data));
    assertThat(ok("find", "--email", WRONG, "--data", data)).contains(CONTACT);
    ok("erase", "--contact", CONTACT, "--reason", "r-2", "--data", data);
    assertThat(ok("find", "--email", WRONG, "--data", data)).isEmpty();
    assertThat(ok("find", "--email", RIGHT, "--data", data)).isEmpty();
  }

  @Test
  void whatCannotBeCorrected() {
    refused("Timestamp: ", rectify("Timestamp=2020-01-01T00:00:00Z", "--data", data));
    refused("Colour: ", rectify("Colour=red", "--data", data));
    refused("--contact: an interaction has one", rectify("A=b", "--contact", "x", "--data", data));
    refused("of type EmailSend", rectify("A=b", "--type", "EmailSend", "--data", data));
    assertThat(shown()).contains(WRONG).doesNotContain("Rectified");
  }

  @Test
  void atAServer() throws IOException {
    String officer = Callers.keys(data).create("officer", Set.of(Role.PRIVACY), null).text();
    String reader = Callers.keys(data).create("reader", Set.of(Role.READER), null).text();
    Path key = Files.writeString(folder.resolve("key"), officer);
    Path readers = Files.writeString(folder.resolve("reader"), reader);
    Config config = Config.defaults();
    try (OpenFolder open = OpenFolder.open(data, config);
        TouchstoneServer server = Serving.start(open, config.catalogue(), 0)) {
      Object[] here = {"--url", server.uri(), "--key-file", key};
      ok(rectify("EmailAddressUsed=" + RIGHT, here));
      refused("Timestamp: ", rectify("Timestamp=2020", here));
      refused("RECTIFY", rectify("EmailDomain=a", "--url", server.uri(), "--key-file", readers));
    }
    assertThat(shown()).contains(RIGHT).doesNotContain(WRONG);
  }
}
