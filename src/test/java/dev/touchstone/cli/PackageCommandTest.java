package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.Config;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.testing.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class PackageCommandTest {
  @TempDir private Path folder;

  private final Shell shell = new Shell();
  private Path data = Path.of("");
  private Path out = Path.of("");
  private Path keys = Path.of("");

  @BeforeEach
  void fill() throws IOException {
    data = folder.resolve("data");
    out = folder.resolve("out/package.zip");
    keys = folder.resolve("keys.pem");
    Files.createDirectories(folder.resolve("out"));
    List<Interaction> rows = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      rows.add(Rows.row(i, "n" + i));
    }
    try (OpenFolder open = OpenFolder.open(data, Config.defaults())) {
      open.store().append(rows);
    }
    Files.writeString(keys, shell.run("signing-key", "export", "--data", data).out());
  }

  private Shell.Result makePackage() {
    return shell.run("package", "--data", data, "--contact", Rows.ANNA.value(), "--out", out);
  }

  @Test
  void aPackageIsWrittenForItsOwnerAndVerified() throws IOException {
    Shell.Result made = makePackage();
    assertThat(made.err()).isEmpty();
    assertThat(made.exitCode()).isZero();
    assertThat(made.out()).contains("20 interactions");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(out.getParent())) {
      assertThat(files).containsExactly(out);
    }
    Shell.Result verified = shell.run("verify", out, "--key", keys);
    assertThat(verified.exitCode()).isZero();
    assertThat(verified.out()).startsWith("Valid: 20 interactions of 1 contact");
    JsonNode json =
        new JsonMapper().readTree(shell.run("verify", out, "--key", keys, "--json").out());
    assertThat(json.get("valid").asBoolean()).isTrue();
    assertThat(json.at("/package/contacts/0").asString()).isEqualTo(Rows.ANNA.value());
  }

  @Test
  void aChangedPackageIsNamed() throws IOException {
    makePackage();
    byte[] bytes = Files.readAllBytes(out);
    bytes[bytes.length / 2] ^= 1;
    Files.write(out, bytes);
    Shell.Result verified = shell.run("verify", out, "--key", keys);
    assertThat(verified.exitCode()).isEqualTo(1);
    assertThat(verified.out()).startsWith("Not valid:");
    JsonNode json =
        new JsonMapper().readTree(shell.run("verify", out, "--key", keys, "--json").out());
    assertThat(json.get("valid").asBoolean()).isFalse();
    assertThat(json.at("/problems/0/code").asString()).isNotEmpty();
  }

  @Test
  void anotherContactThanExpectedIsNamed() {
    makePackage();
    Shell.Result verified = shell.run("verify", out, "--key", keys, "--contact", Rows.BERT.value());
    assertThat(verified.exitCode()).isEqualTo(1);
    assertThat(verified.out()).contains("other-contact");
  }

  @Test
  void mistakesAreNamedAndNothingIsWritten() throws IOException {
    Files.createFile(out);
    assertThat(makePackage().err()).contains("is there already");
    Files.delete(out);
    Shell.Result day =
        shell.run(
            "package", "--data", data, "--contact", "a", "--out", out, "--from", "2020-02-30");
    assertThat(day.exitCode()).isEqualTo(2);
    assertThat(day.err()).contains("--from: '2020-02-30' is not accepted");
    assertThat(
            shell
                .run("package", "--contact", "a", "--out", out, "--data", folder.resolve("x"))
                .err())
        .contains("does not exist");
    assertThat(out).doesNotExist();
    assertThat(shell.run("verify", folder.resolve("none"), "--key", keys).exitCode()).isEqualTo(2);
    makePackage();
    assertThat(shell.run("verify", out, "--key", out).exitCode()).isEqualTo(2);
  }
}
