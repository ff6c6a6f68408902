package dev.touchstone.bench.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PostgresClusterTest {
  @TempDir Path installed;

  @Test
  void whereThereIsNoServerItIsSaidHowToGetOne() throws IOException {
    requireMissing(installed.resolve("none"));
    requireMissing(installed);
    Files.createDirectories(installed.resolve("15/bin")); // the client alone
    requireMissing(installed);
  }

  @Test
  void theNewestVersionIsTaken() throws IOException {
    for (String version : new String[] {"9", "15", "17"}) {
      Path bin = Files.createDirectories(installed.resolve(version).resolve("bin"));
      for (String program : new String[] {"initdb", "pgbench"}) {
        Files.createFile(bin.resolve(program)).toFile().setExecutable(true);
      }
    }
    assertThat(PostgresCluster.bin(installed)).isEqualTo(installed.resolve("17/bin"));
  }

  private static void requireMissing(Path installed) {
    assertThatThrownBy(() -> PostgresCluster.bin(installed))
        .isInstanceOf(PostgresMissingException.class)
        .hasMessageEndingWith("apt-get install postgresql");
  }
}
