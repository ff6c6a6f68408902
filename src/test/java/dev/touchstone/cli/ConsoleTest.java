package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConsoleTest {
  private final Shell shell = new Shell();

  @Test
  void coloursAreForTerminalsOnly() {
    assertThat(shell.console().outStyle()).isEqualTo(Style.PLAIN);
    assertThat(shell.console().errStyle()).isEqualTo(Style.PLAIN);
    shell.isTerminal = true;
    assertThat(shell.console().outStyle()).isEqualTo(Style.COLOURED);
    assertThat(shell.console().errStyle()).isEqualTo(Style.COLOURED);
  }

  @Test
  void nobodyHasToSeeColours() {
    shell.isTerminal = true;
    shell.environment.put("NO_COLOR", "");
    assertThat(shell.console().outStyle()).isEqualTo(Style.COLOURED);
    shell.environment.put("NO_COLOR", "0");
    assertThat(shell.console().outStyle()).isEqualTo(Style.PLAIN);
    shell.environment.remove("NO_COLOR");
    shell.environment.put("TERM", "dumb");
    assertThat(shell.console().outStyle()).isEqualTo(Style.PLAIN);
  }

  @ParameterizedTest
  @CsvSource({"'', 100", "80, 80", "1, 40", "99999, 400", "wide, 100", "999999, 100", "-5, 100"})
  void theWidthIsTheTerminals(String columns, int width) {
    shell.environment.put("COLUMNS", columns);
    assertThat(shell.console().width()).isEqualTo(width);
  }

  @Test
  void aPipeHasNoEdge() {
    shell.environment.put("COLUMNS", "80");
    assertThat(shell.console().outWidth()).isEqualTo(400);
    shell.isTerminal = true;
    assertThat(shell.console().outWidth()).isEqualTo(80);
  }

  @Test
  void stylesAreNotCountedAsWidth() {
    assertThat(Style.width(Style.COLOURED.red("abc"))).isEqualTo(3);
    assertThat(Style.width("😀é")).isEqualTo(2);
    assertThat(Style.COLOURED.bold("")).isEmpty();
    assertThat(Style.PLAIN.green("a")).isEqualTo("a");
  }
}
