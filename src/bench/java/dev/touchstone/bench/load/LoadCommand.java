package dev.touchstone.bench.load;

import dev.touchstone.config.CatalogueFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a load to files: {@code ndjson FILE ROWS SEED} or {@code export FOLDER ROWS SEED}. */
public final class LoadCommand {
  private LoadCommand() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 4) {
      throw new IllegalArgumentException("ndjson|export PLACE ROWS SEED");
    }
    Path place = Path.of(arguments[1]);
    LoadSpec spec = LoadSpec.of(Long.parseLong(arguments[2]), Long.parseLong(arguments[3]));
    switch (arguments[0]) {
      case "export" -> ExportWriter.write(spec, place, CatalogueFile.standard());
      case "ndjson" -> {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(place))) {
          LoadWriter.writeLines(spec, out);
        }
      }
      default -> throw new IllegalArgumentException("ndjson or export, not " + arguments[0]);
    }
  }
}
