package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DemoCommandTest {
  private final Shell shell = new Shell();

  @Test
  void theDocumentedCallIsMadeAndItsAnswerShown() {
    Shell.Result result = shell.run("demo", "--once", "--port", "0");
    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains(
            "Imported examples/export-sample: 175 rows, 160 stored, 15 met before, 0 rejected.")
        .contains("POST /api/data/v9.0/msdyncrm_LoadInteractionsPublic HTTP/1.1")
        .contains("    \"ContactId\": \"bf41abf0-1b87-555c-bb68-2d62422ba994\",\n}")
        .contains("Content-Type: application/json; odata.metadata=minimal")
        .contains("      \"InteractionId\": \"6D45C2B2B8655EC5AFF16B60E7F0A7FF\",")
        .contains("    …\n  ],\n  \"NextSkipToken\": null\n}")
        .contains("1 of its 3 rows")
        .contains("./touchstone import YOUR_EXPORT --data ./data");
    assertThat(result.out()).doesNotContain("\u001b");
  }

  @Test
  void theReadmeShowsWhatTheDemonstrationSays() throws IOException {
    String shown =
        shell
            .run("demo", "--once", "--port", "0")
            .out()
            .replaceAll("127.0.0.1:\\d+", "127.0.0.1:8085");
    String upToNext = shown.substring(0, shown.indexOf("\nTry next"));
    assertThat(Files.readString(Path.of("README.md"))).contains("```\n" + upToNext + "```\n");
  }

  @Test
  void itServesUntilStoppedAndTellsHowToGoOn() {
    shell.stop.ask();
    shell.isTerminal = true;
    Shell.Result result = shell.run("demo", "--port", "0");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .containsPattern("-H \"Authorization: Bearer \\$\\(cat \\S+/data/admin\\.key\\)\" -H")
        .contains("\"Top\":1}'")
        .containsPattern("\"Top\":10,\"SkipToken\":\"A[A-Za-z0-9_-]{20,}\"\\}'")
        .contains("Serving until you press Ctrl-C")
        .contains("\u001b[1m");
  }

  @Test
  void withoutTheSampleItSaysWhereItLooked() {
    Console console = shell.console();
    Console elsewhere =
        new Console(
            console.out(),
            console.err(),
            false,
            false,
            console.environment(),
            Path.of("nowhere"),
            console.nanos(),
            console.stop());
    assertThat(Touchstone.run(elsewhere, "demo")).isEqualTo(69);
    assertThat(shell.told()).contains("nowhere", "TOUCHSTONE_HOME").hasLineCount(1);
  }

  @Test
  void anAnswerIsLaidOutForPeople() {
    List<String> lines = new ArrayList<>();
    int rows =
        new AnswerPrinter(lines)
            .print("{\"c\":\"x\",\"Data\":\"[{\\\"a\\\":\\\"1\\\",\\\"b\\\":2}]\",\"n\":null}", 1);
    assertThat(rows).isEqualTo(1);
    assertThat(lines)
        .containsExactly(
            "{",
            "  \"c\": \"x\",",
            "  \"Data\": [",
            "    {",
            "      \"a\": \"1\",",
            "      \"b\": 2",
            "    }",
            "  ],",
            "  \"n\": null",
            "}");
  }
}
