package dev.touchstone.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What phases measured, kept as files, so that a phase can be run again without the others. */
final class Results {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path folder;

  Results(Path folder) {
    this.folder = folder;
  }

  void keep(Phase phase, Section section) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(file(phase), JSON.writeValueAsString(section) + "\n");
  }

  /** The sections that there are, by phase, in the order of the phases. */
  Map<String, Section> read(List<Phase> phases) throws IOException {
    Map<String, Section> sections = new LinkedHashMap<>();
    for (Phase phase : phases) {
      if (Files.exists(file(phase))) {
        sections.put(phase.name(), JSON.readValue(Files.readString(file(phase)), Section.class));
      }
    }
    return sections;
  }

  static String json(Map<String, Section> sections) {
    return JSON.writeValueAsString(sections);
  }

  private Path file(Phase phase) {
    return folder.resolve(phase.name() + ".json");
  }
}
