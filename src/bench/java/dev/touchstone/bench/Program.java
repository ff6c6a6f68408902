package dev.touchstone.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The program's commands, as anybody runs them. */
final class Program {
  private Program() {}

  /** Imports a container and returns how many seconds the whole command took. */
  static double runImport(Workspace workspace, Path container, Path data) throws IOException {
    String rejected = workspace.folder().toAbsolutePath().resolve("rejected").toString();
    return run(
        workspace,
        List.of("import", container.toString(), "--data", text(data), "--rejected", rejected));
  }

  /** Merges a folder's files and returns how many seconds it took. */
  static double runCompact(Workspace workspace, Path data) throws IOException {
    return run(workspace, List.of("compact", "--data", text(data)));
  }

  private static String text(Path data) {
    return data.toAbsolutePath().toString();
  }

  private static double run(Workspace workspace, List<String> arguments) throws IOException {
    Path log = workspace.folder().resolve(arguments.getFirst() + ".log");
    ProcessBuilder builder =
        workspace.command(arguments).redirectErrorStream(true).redirectOutput(log.toFile());
    long start = System.nanoTime();
    try {
      if (builder.start().waitFor() != 0) {
        throw new IOException(
            "%s failed: %s".formatted(arguments.getFirst(), Files.readString(log, UTF_8)));
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
