package dev.touchstone.bench;

import dev.touchstone.bench.load.ExportWriter;
import dev.touchstone.bench.load.Load;
import dev.touchstone.bench.load.LoadSpec;
import dev.touchstone.bench.postgres.PostgresTable;
import dev.touchstone.config.CatalogueFile;
import dev.touchstone.interaction.Interaction;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The rows of a load as files, cut into slices that are imported one after the other: each a
 * container of the export, and lines for PostgreSQL's COPY. They are made once for a load and kept.
 */
final class LoadFiles {
  static final int PAGE_ROWS = 50;

  private final Path folder;
  private final LoadSpec spec;
  private final int slices;

  private LoadFiles(Path folder, LoadSpec spec, int slices) {
    this.folder = folder;
    this.spec = spec;
    this.slices = slices;
  }

  /** Makes the files if they are not there. */
  static LoadFiles of(Path loads, LoadSpec spec, int slices, Progress progress) throws IOException {
    String name = "%d-%d-%d".formatted(spec.rows(), spec.seed(), slices);
    LoadFiles files = new LoadFiles(loads.resolve(name).toAbsolutePath(), spec, slices);
    if (!Files.exists(files.questionsFile())) {
      Folders.delete(files.folder);
      files.write(progress);
    }
    return files;
  }

  long rowsOf(int slice) {
    return spec.rows() * (slice + 1) / slices - spec.rows() * slice / slices;
  }

  Path container(int slice) {
    return folder.resolve("slice-" + slice);
  }

  Path lines(int slice) {
    return folder.resolve("slice-" + slice + ".lines");
  }

  List<Question> questions() throws IOException {
    return Questions.read(questionsFile());
  }

  private Path questionsFile() {
    return folder.resolve("questions");
  }

  private void write(Progress progress) throws IOException {
    Files.createDirectories(folder);
    Questions questions = new Questions();
    Load load = new Load(spec);
    long written = 0;
    for (int slice = 0; slice < slices; slice++) {
      try (ExportWriter container =
              new ExportWriter(container(slice), CatalogueFile.standard(), spec.seed() + slice);
          Writer lines = Files.newBufferedWriter(lines(slice))) {
        StringBuilder line = new StringBuilder();
        for (long i = rowsOf(slice); i > 0; i--) {
          Interaction row = load.next();
          container.write(row);
          line.setLength(0);
          PostgresTable.appendLine(line, row);
          lines.append(line);
          questions.count(row);
          progress.reached(++written, spec.rows());
        }
      }
    }
    questions.write(spec, questionsFile());
  }
}
