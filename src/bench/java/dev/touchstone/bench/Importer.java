package dev.touchstone.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The program's import, as anybody runs it. */
final class Importer {
  private Importer() {}

  /** Imports a container and returns how many seconds the whole command took. */
  static double run(Workspace workspace, Path container, Path data) throws IOException {
    List<String> arguments =
        List.of(
            "import",
            container.toString(),
            "--data",
            data.toAbsolutePath().toString(),
            "--rejected",
            workspace.folder().toAbsolutePath().resolve("rejected").toString(),
            "--json");
    Path log = workspace.folder().resolve("import.log");
    ProcessBuilder builder =
        workspace.command(arguments).redirectErrorStream(true).redirectOutput(log.toFile());
    long start = System.nanoTime();
    try {
      if (builder.start().waitFor() != 0) {
        throw new IOException("the import failed: " + Files.readString(log, UTF_8));
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
