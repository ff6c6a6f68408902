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
 * The rows of a load as files: a container of the export, and lines for PostgreSQL's COPY. They are
 * made once for a load and kept.
 */
final class LoadFiles {
  static final int PAGE_ROWS = 50;

  private final Path folder;
  private final LoadSpec spec;

  private LoadFiles(Path folder, LoadSpec spec) {
    this.folder = folder;
    this.spec = spec;
  }

  /** Makes the files if they are not there. */
  static LoadFiles of(Path loads, LoadSpec spec, Progress progress) throws IOException {
    String name = "%d-%d".formatted(spec.rows(), spec.seed());
    LoadFiles files = new LoadFiles(loads.resolve(name).toAbsolutePath(), spec);
    if (!Files.exists(files.questionsFile())) {
      Folders.delete(files.folder);
      files.write(progress);
    }
    return files;
  }

  Path container() {
    return folder.resolve("container");
  }

  Path lines() {
    return folder.resolve("lines");
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
    try (ExportWriter container =
            new ExportWriter(container(), CatalogueFile.standard(), spec.seed());
        Writer lines = Files.newBufferedWriter(lines())) {
      StringBuilder line = new StringBuilder();
      for (long written = 1; written <= spec.rows(); written++) {
        Interaction row = load.next();
        container.write(row);
        line.setLength(0);
        PostgresTable.appendLine(line, row);
        lines.append(line);
        questions.count(row);
        progress.reached(written, spec.rows());
      }
    }
    questions.write(spec, questionsFile());
  }
}
