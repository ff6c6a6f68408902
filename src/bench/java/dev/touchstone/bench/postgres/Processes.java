package dev.touchstone.bench.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Programs that are run to their end. */
final class Processes {
  private Processes() {}

  /**
   * Runs a program and returns all it wrote.
   *
   * @throws IOException if it failed; with what it wrote
   */
  static String output(List<String> command, Map<String, String> environment) throws IOException {
    Path out = Files.createTempFile("bench-", ".out"); // a server that it starts keeps a pipe open
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      builder.redirectOutput(out.toFile()).directory(new File("/"));
      int exit = builder.start().waitFor();
      String written = Files.readString(out, UTF_8);
      if (exit != 0) {
        throw new IOException(
            "%s failed with exit code %d: %s".formatted(command, exit, written.strip()));
      }
      return written;
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      Files.delete(out);
    }
  }
}
