package dev.touchstone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole benchmark on a tiny set: that it runs, not how fast anything is. */
final class BenchOnPostgres {
  private Path folder = Path.of("");

  @BeforeEach
  void make() throws IOException {
    folder = Files.createTempDirectory("touchstone-bench-");
    folder.toFile().setExecutable(true, false); // PostgreSQL's user goes through it
  }

  @AfterEach
  void delete() throws IOException {
    Folders.delete(folder);
  }

  @Test
  void everyPhaseRunsAndTheDocumentHasAllOfThem() throws IOException {
    Path document = folder.resolve("benchmarks.md");
    assertThat(run(document)).isZero();
    assertThat(document)
        .content()
        .contains("## Targets", "## Machine", "## Bulk import", "## Bytes on disk")
        .contains("## Pages of 50", "## Below the server", "## Durable intake")
        .contains("## Pages while rows come in", "## An answer without Top")
        .contains("## Growth and memory", "## Start", "## Small parts");
    assertThat(run(document, "--only", "size")).isZero();
    assertThat(document).content().contains("## Start");
  }

  @Test
  void aPhaseThatDoesNotExistIsToldBeforeAnythingIsDone() {
    assertThat(BenchCommand.run("--only", "speed", "--folder", folder + "/none")).isEqualTo(2);
    assertThat(folder.resolve("none")).doesNotExist();
  }

  private int run(Path document, String... more) {
    return BenchCommand.run(
        Stream.concat(
                Stream.of(
                    "--rows=4000",
                    "--small-rows=2000",
                    "--large-rows=4000",
                    "--rounds=1",
                    "--seconds=1",
                    "--batches=2",
                    "--folder=" + folder,
                    "--document=" + document),
                Stream.of(more))
            .toArray(String[]::new));
  }
}
