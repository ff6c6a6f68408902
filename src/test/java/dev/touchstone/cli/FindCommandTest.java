package dev.touchstone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.access.Role;
import dev.touchstone.config.Config;
import dev.touchstone.http.TouchstoneServer;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.rocksdb.RocksDbOptions;
import dev.touchstone.store.rocksdb.RocksDbStore;
import dev.touchstone.testing.FilesWith;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding a person of the sample as a privacy officer does it. */
class FindCommandTest {
  private static final String MAIL = "39e12570@example.com";
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

  @Test
  void aPersonIsFoundAndTheLookIsNoted() {
    assertThat(ok("find", "--email", MAIL.toUpperCase(Locale.ROOT), "--data", data).out())
        .isEqualTo(CONTACT + System.lineSeparator());
    assertThat(ok("find", "--email", MAIL, "--data", data, "--reason", "case 7", "--json").out())
        .isEqualTo("{\"contacts\":[\"" + CONTACT + "\"]}" + System.lineSeparator());
    assertThat(ok("audit", "list", "--data", data, "--contact", CONTACT, "--json").out())
        .contains("\"find\"", "case 7")
        .doesNotContain(MAIL);
    assertThat(ok("find", "--email", "nobody@example.com", "--data", data).out()).isEmpty();
  }

  @Test
  void atAServer() throws IOException {
    Path key =
        Files.writeString(
            folder.resolve("key"),
            Callers.keys(data).create("officer", Set.of(Role.PRIVACY), null).text());
    Path reader =
        Files.writeString(
            folder.resolve("reader"),
            Callers.keys(data).create("reader", Set.of(Role.READER), null).text());
    Config config = Config.defaults();
    try (OpenFolder open = OpenFolder.open(data, config);
        TouchstoneServer server = Serving.start(open, config.catalogue(), 0)) {
      Object[] find = {"find", "--url", server.uri(), "--reason", "case 8", "--email"};
      assertThat(ok(with(find, MAIL, "--key-file", key)).out())
          .isEqualTo(CONTACT + System.lineSeparator());
      assertThat(ok(with(find, "nobody@example.com", "--key-file", key)).out()).isEmpty();
      Shell.Result refused = shell.run(with(find, MAIL, "--key-file", reader));
      assertThat(refused.exitCode()).isNotZero();
      assertThat(refused.out()).isEmpty();
      assertThat(shell.run(with(find, MAIL, "--data", data)).err()).contains("--url goes with");
    }
    assertThat(ok("audit", "list", "--data", data, "--contact", CONTACT, "--json").out())
        .contains("\"find\"", "case 8")
        .doesNotContain(MAIL);
  }

  private static Object[] with(Object[] first, Object... more) {
    return Stream.concat(Stream.of(first), Stream.of(more)).toArray();
  }

  @Test
  void afterAnErasureNoFileHasTheAddress() throws IOException {
    assertThat(ok("find", "--email", MAIL, "--data", data).out()).contains(CONTACT);
    ok("erase", "--contact", CONTACT, "--reason", "r1", "--data", data);
    assertThat(ok("find", "--email", MAIL, "--data", data).out()).isEmpty();
    assertThat(FilesWith.text(data, MAIL)).isEmpty();
  }

  @Test
  void aFolderFromBeforeTheIndexIsFilled() {
    forgetTheIndex();
    Shell.Result refused = shell.run("find", "--email", MAIL, "--data", data);
    assertThat(refused.exitCode()).isEqualTo(ExitCode.UNAVAILABLE.number());
    assertThat(refused.err()).contains("find --rebuild");
    assertThat(ok("find", "--rebuild", "--data", data).out())
        .contains("The index of addresses is complete");
    assertThat(ok("find", "--email", MAIL, "--data", data).out()).contains(CONTACT);
  }

  private void forgetTheIndex() {
    try (RocksDbStore store =
        RocksDbStore.open(data, RocksDbOptions.DEFAULTS, (count, elapsed) -> {})) {
      store.records().erase(RecordKind.ADDRESS, new byte[] {0});
      store.records().erase(RecordKind.ADDRESS, MAIL.getBytes(UTF_8));
    }
  }

  @Test
  void mistakesAreNamed() {
    assertThat(shell.run("find", "--data", data).err()).contains("either --email or --rebuild");
    assertThat(shell.run("find", "--email", "anna", "--data", data).err())
        .contains("--email: 'anna' is not accepted; accepted is a mail address");
    assertThat(shell.run("find", "--rebuild", "--url", "http://127.0.0.1:1").exitCode())
        .isEqualTo(2);
  }
}
