package dev.touchstone.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.bench.load.ExportWriter;
import dev.touchstone.bench.load.Load;
import dev.touchstone.bench.load.LoadSpec;
import dev.touchstone.bench.postgres.PostgresTable;
import dev.touchstone.config.CatalogueFile;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The rows of a load as files, cut into slices that are imported one after the other: each a
 * container of the export and, where PostgreSQL takes part, lines for its COPY. They are made once
 * for a load and kept.
 */
final class LoadFiles {
  static final int PAGE_ROWS = 50;
  private static final int MAX_QUESTIONS = 20_000;

  private final Path folder;
  private final LoadSpec spec;
  private final int slices;

  private LoadFiles(Path folder, LoadSpec spec, int slices) {
    this.folder = folder;
    this.spec = spec;
    this.slices = slices;
  }

  /** Makes the files if they are not there. */
  static LoadFiles of(Path loads, LoadSpec spec, int slices, boolean forPostgres)
      throws IOException {
    String name = "%d-%d-%d%s".formatted(spec.rows(), spec.seed(), slices, forPostgres ? "" : "-x");
    LoadFiles files = new LoadFiles(loads.resolve(name).toAbsolutePath(), spec, slices);
    if (!Files.exists(files.questionsFile())) {
      Folders.delete(files.folder);
      files.write(forPostgres);
    }
    return files;
  }

  LoadSpec spec() {
    return spec;
  }

  /** The containers, in the order of time. */
  List<Path> containers() {
    return IntStream.range(0, slices).mapToObj(this::container).toList();
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

  /** Contacts and types of which there are more rows than a page has, in an order of chance. */
  List<Question> questions() throws IOException {
    return Files.readAllLines(questionsFile()).stream()
        .map(line -> line.split(" "))
        .map(parts -> new Question(parts[0], parts[1]))
        .toList();
  }

  private Path questionsFile() {
    return folder.resolve("questions");
  }

  private void write(boolean forPostgres) throws IOException {
    Files.createDirectories(folder);
    Map<TypeName, Map<ContactId, int[]>> counts = new HashMap<>();
    Load load = new Load(spec);
    for (int slice = 0; slice < slices; slice++) {
      try (ExportWriter container =
              new ExportWriter(container(slice), CatalogueFile.standard(), spec.seed() + slice);
          Writer lines =
              forPostgres ? Files.newBufferedWriter(lines(slice)) : Writer.nullWriter()) {
        StringBuilder line = new StringBuilder();
        for (long i = rowsOf(slice); i > 0; i--) {
          Interaction row = load.next();
          container.write(row);
          if (forPostgres) {
            line.setLength(0);
            PostgresTable.appendLine(line, row);
            lines.append(line);
          }
          counts.computeIfAbsent(row.type(), type -> new HashMap<>())
              .computeIfAbsent(row.contact(), contact -> new int[1])[0]++;
        }
      }
    }
    writeQuestions(counts);
  }

  private void writeQuestions(Map<TypeName, Map<ContactId, int[]>> counts) throws IOException {
    List<String> all = new ArrayList<>();
    counts.forEach(
        (type, contacts) ->
            contacts.forEach(
                (contact, count) -> {
                  if (count[0] > PAGE_ROWS && !contact.equals(spec.longestHistory())) {
                    all.add(contact.value() + " " + type.value());
                  }
                }));
    Collections.sort(all);
    Collections.shuffle(all, new Random(spec.seed()));
    try (BufferedWriter out = Files.newBufferedWriter(questionsFile(), UTF_8)) {
      for (String question : all.subList(0, Math.min(all.size(), MAX_QUESTIONS))) {
        out.write(question + "\n");
      }
    }
  }
}
