package dev.touchstone.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.bench.load.LoadSpec;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What can be asked of the rows of a load: contacts and types of which there are more rows than a
 * page has, but for the longest history, in an order of chance. Not thread-safe.
 */
final class Questions {
  private static final int MOST = 20_000;

  private final Map<TypeName, Map<ContactId, int[]>> counts = new HashMap<>();

  /** Counts a row. */
  void count(Interaction row) {
    counts.computeIfAbsent(row.type(), type -> new HashMap<>())
        .computeIfAbsent(row.contact(), contact -> new int[1])[0]++;
  }

  /** Writes those of all rows that were counted. */
  void write(LoadSpec spec, Path file) throws IOException {
    List<String> all = new ArrayList<>();
    counts.forEach(
        (type, contacts) ->
            contacts.forEach(
                (contact, count) -> {
                  if (count[0] > LoadFiles.PAGE_ROWS && !contact.equals(spec.longestHistory())) {
                    all.add(contact.value() + " " + type.value());
                  }
                }));
    Collections.sort(all);
    Collections.shuffle(all, new Random(spec.seed()));
    Files.write(file, all.subList(0, Math.min(all.size(), MOST)), UTF_8);
  }

  /** Reads what {@link #write} wrote. */
  static List<Question> read(Path file) throws IOException {
    return Files.readAllLines(file, UTF_8).stream()
        .map(line -> line.split(" "))
        .map(parts -> new Question(parts[0], parts[1]))
        .toList();
  }
}
