package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.ConfigException;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.store.StoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TouchstoneTest {
  private final Shell shell = new Shell();

  @Test
  void withoutACommandTheHelpIsShown() {
    Shell.Result result = shell.run();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .startsWith("Usage: touchstone")
        .contains(
            "demo",
            "serve",
            "import",
            "load",
            "types",
            "key",
            "help",
            "Begin with 'touchstone demo'");
    assertThat(result.err()).isEmpty();
    assertThat(shell.run("--help").out()).isEqualTo(result.out());
    assertThat(shell.run("help").out()).isEqualTo(result.out());
  }

  @Test
  void theHelpHasEveryExitCode() {
    String help = shell.run("--help").out().replaceAll("\\s+", " ");
    for (ExitCode code : ExitCode.values()) {
      assertThat(help).contains(code.number() + " " + code.meaning());
    }
  }

  @Test
  void operationsPageHasEveryExitCode() throws IOException {
    String table =
        Arrays.stream(ExitCode.values())
            .map(code -> "| %d | %s |".formatted(code.number(), code.meaning()))
            .collect(Collectors.joining("\n"));
    assertThat(Files.readString(Path.of("docs", "operations.md")))
        .as("the table of exit codes in docs/operations.md")
        .contains("| exit code | meaning |\n|---|---|\n" + table);
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "serve", "import", "load", "types", "key"})
  void everyCommandHasHelp(String command) {
    Shell.Result result = shell.run(command, "--help");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("Usage: touchstone " + command).contains("--verbose");
    assertThat(shell.run("help", command).out()).isEqualTo(result.out());
  }

  @Test
  void theVersionIsShown() {
    assertThat(shell.run("--version").out()).isEqualTo("touchstone unpackaged\n");
    assertThat(shell.run("-V").exitCode()).isZero();
  }

  @Test
  void aMistypedCommandGetsTheRightOne() {
    Shell.Result result = shell.run("imprt");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("'imprt'", "touchstone import");
    assertThat(result.err().lines()).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void aMistypedOptionIsNamed() {
    Shell.Result result = shell.run("types", "--jsn");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo("touchstone: Unknown option: '--jsn'\nTry 'touchstone types --help'.\n");
  }

  @Test
  void aMissingOptionIsNamed() {
    Shell.Result result = shell.run("load", "--type", "EmailSent");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--contact").contains("Try 'touchstone load --help'.");
  }

  @Test
  void errorsAreOneLineUnlessMoreIsWanted() {
    Shell.Result result = shell.run("import", "no-such-folder");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("touchstone: 'no-such-folder' is not a folder")
        .hasLineCount(1);
    assertThat(shell.run("import", "no-such-folder", "--verbose").err())
        .startsWith(result.err())
        .contains("\tat dev.touchstone.");
    shell.environment.put("TOUCHSTONE_DEBUG", "1");
    assertThat(shell.run("import", "no-such-folder").err()).contains("\tat dev.touchstone.");
  }

  @Test
  void failuresHaveTheirExitCodes() {
    assertThat(Failures.exitCode(new ConfigException("", null))).isEqualTo(ExitCode.USAGE);
    assertThat(Failures.exitCode(new InvalidValueException("", ""))).isEqualTo(ExitCode.USAGE);
    assertThat(Failures.exitCode(new StoreException.Unavailable("", null)))
        .isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(Failures.exitCode(new StoreException.Overloaded("", null)))
        .isEqualTo(ExitCode.AGAIN);
    assertThat(Failures.exitCode(new StoreException.OutcomeUnknown("", null)))
        .isEqualTo(ExitCode.AGAIN);
    assertThat(Failures.exitCode(new StoreException.Damaged("", null))).isEqualTo(ExitCode.DAMAGED);
    assertThat(Failures.exitCode(new IOException())).isEqualTo(ExitCode.IO_ERROR);
    assertThat(Failures.exitCode(new IllegalStateException())).isEqualTo(ExitCode.INTERNAL);
  }

  @Test
  void outputThatCannotBeWrittenIsAFailure() {
    Console console = shell.console();
    PrintStream full =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("No space left on device");
              }
            });
    Console broken =
        new Console(
            full,
            console.err(),
            false,
            false,
            console.environment(),
            console.home(),
            console.nanos(),
            console.stop());
    assertThat(Touchstone.run(broken, "types")).isEqualTo(ExitCode.IO_ERROR.number());
    assertThat(shell.told()).contains("standard output could not be written");
  }
}
