package dev.touchstone.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void theBarTellsHowFarItIs() {
    Progress progress = progress(true);
    progress.begin("bulk");
    assertThat(progress.bar(1, 2, 65))
        .isEqualTo("━".repeat(21) + "─".repeat(7) + " 2 of 2 · bulk 50% · 1:05");
    assertThat(progress.bar(0, 1, 5))
        .isEqualTo("━".repeat(14) + "─".repeat(14) + " 2 of 2 · bulk · 0:05");
  }

  @Test
  void whereNoLineCanBeDrawnAgainOnlyWhatIsSaidAppears() {
    Progress progress = progress(false);
    progress.begin("files");
    progress.reached(1, 2);
    progress.say("a thing");
    progress.end();
    assertThat(out.toString(UTF_8)).isEqualTo("== files\na thing\n");
  }

  private Progress progress(boolean terminal) {
    return new Progress(new PrintStream(out, true, UTF_8), terminal, List.of("files", "bulk"));
  }
}
