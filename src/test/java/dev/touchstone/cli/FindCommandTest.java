package dev.touchstone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.store.RecordKind;
import dev.touchstone.store.rocksdb.RocksDbOptions;
import dev.touchstone.store.rocksdb.RocksDbStore;
import dev.touchstone.testing.FilesWith;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
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
  void afterAnErasureNoFileHasTheAddress() throws IOException {
    assertThat(FilesWith.text(data, MAIL)).isNotEmpty();
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
