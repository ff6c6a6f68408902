package dev.touchstone;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.touchstone.config.CatalogueFile;
import dev.touchstone.ingest.ContainerImport;
import dev.touchstone.ingest.ExportContainer;
import dev.touchstone.ingest.ImportProgress;
import dev.touchstone.ingest.RejectedRows;
import dev.touchstone.ingest.Retry;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.Timestamp;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.rocksdb.RocksDbOptions;
import dev.touchstone.store.rocksdb.RocksDbStore;
import dev.touchstone.testing.RunningServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The main job from end to end: an export goes in, and a caller over HTTP gets the content of its
 * CSV, which another library has read.
 */
final class MainJobTest {
  private static final Path SAMPLE = Path.of("examples", "export-sample");
  private static final Set<String> NOT_IN_ROWS =
      Set.of("InternalMarketingInteractionId", "Version", "Timestamp");
  private static final int[] TOPS = {1, 7, 50};

  @TempDir private Path folder;
  private InteractionStore store;
  private RunningServer server;

  private record Question(String contact, String type) {}

  @BeforeEach
  void importTheSample() throws IOException {
    store = RocksDbStore.open(folder.resolve("data"), RocksDbOptions.DEFAULTS);
    server = RunningServer.of(store);
    try (RejectedRows rejected = new RejectedRows(folder.resolve("rejected"))) {
      new ContainerImport(CatalogueFile.standard(), store, Retry.STANDARD)
          .run(ExportContainer.open(SAMPLE), rejected, ImportProgress.NONE);
    }
  }

  @AfterEach
  void stop() {
    server.close();
    store.close();
  }

  @Test
  void rowsComeBackWithTheContentOfTheCsv() throws IOException {
    Map<Question, List<Map<String, String>>> expected = csv();
    assertThat(expected.values().stream().mapToInt(List::size).sum()).isEqualTo(160);
    assertThat(expected.keySet().stream().map(Question::contact).distinct()).hasSize(35);
    expected.forEach(
        (question, rows) ->
            assertThat(texts(pages(question, null)))
                .as(question.type())
                .containsExactlyInAnyOrderElementsOf(rows));
  }

  @Test
  void pagesOfEveryContactPutTogetherAreTheWhole() throws IOException {
    for (Question question : csv().keySet()) {
      List<JsonNode> whole = pages(question, null);
      assertThat(whole).isNotEmpty().isSortedAccordingTo(newestFirst());
      for (int top : TOPS) {
        assertThat(pages(question, top)).isEqualTo(whole);
      }
    }
  }

  @Test
  void rowsThatArriveBetweenPagesNeitherHideNorRepeatOthers() throws IOException {
    Question question = csv().keySet().iterator().next();
    List<JsonNode> before = pages(question, null);
    List<JsonNode> paged = new ArrayList<>();
    Set<String> arrived = new HashSet<>();
    String token = "null";
    do {
      JsonNode answer = ask(question, 1, token);
      paged.addAll(rows(answer));
      token = answer.get("NextSkipToken").toString();
      Instant newest = Timestamp.parse(before.getFirst().get("Timestamp").stringValue());
      Instant oldest = Timestamp.parse(before.getLast().get("Timestamp").stringValue());
      for (Instant moment : List.of(newest.plusSeconds(1), newest, oldest)) {
        arrived.add(append(question, moment).value());
      }
    } while (!token.equals("null") && paged.size() < 500);
    assertThat(paged).doesNotHaveDuplicates().isSortedAccordingTo(newestFirst());
    paged.removeIf(row -> arrived.contains(row.get("InteractionId").stringValue()));
    assertThat(paged).isEqualTo(before);
  }

  private static Comparator<JsonNode> newestFirst() {
    return Comparator.<JsonNode, Instant>comparing(
            row -> Timestamp.parse(row.get("Timestamp").stringValue()))
        .reversed()
        .thenComparing(row -> row.get("InteractionId").stringValue());
  }

  private InteractionId append(Question question, Instant moment) {
    InteractionId id = InteractionId.parse(UUID.randomUUID().toString());
    ContactId contact = ContactId.parse(question.contact());
    TypeName type = new TypeName(question.type());
    store.append(List.of(new Interaction(contact, type, moment, id, 1, Fields.EMPTY)));
    return id;
  }

  private List<JsonNode> pages(Question question, @Nullable Integer top) {
    List<JsonNode> rows = new ArrayList<>();
    String token = "null";
    do {
      JsonNode answer = ask(question, top, token);
      rows.addAll(rows(answer));
      token = answer.get("NextSkipToken").toString();
    } while (!token.equals("null"));
    return rows;
  }

  private JsonNode ask(Question question, @Nullable Integer top, String token) {
    return RunningServer.json(
        server.call(
            """
            {"ContactId": "%s", "InteractionType": "%s", "Top": %s, "SkipToken": %s,}
            """
                .formatted(question.contact(), question.type(), top, token)));
  }

  private static List<JsonNode> rows(JsonNode answer) {
    return new JsonMapper().readTree(answer.get("Data").stringValue()).valueStream().toList();
  }

  private static List<Map<String, String>> texts(List<JsonNode> rows) {
    return rows.stream()
        .map(
            row -> {
              Map<String, String> texts = new TreeMap<>();
              row.propertyStream()
                  .forEach(field -> texts.put(field.getKey(), field.getValue().stringValue()));
              return texts;
            })
        .toList();
  }

  /** What the action should answer, by contact and type; a row met twice counts once. */
  private static Map<Question, List<Map<String, String>>> csv() throws IOException {
    Map<Question, Set<Map<String, String>>> rows = new HashMap<>();
    try (Stream<Path> blobs = Files.walk(SAMPLE.resolve("csv")).filter(Files::isRegularFile)) {
      blobs.forEach(blob -> read(blob, rows));
    }
    Map<Question, List<Map<String, String>>> lists = new HashMap<>();
    rows.forEach((question, set) -> lists.put(question, List.copyOf(set)));
    return lists;
  }

  private static void read(Path blob, Map<Question, Set<Map<String, String>>> rows) {
    try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(blob)) {
      for (NamedCsvRecord record : records) {
        Map<String, String> row = new TreeMap<>();
        record
            .getFieldsAsMap()
            .forEach(
                (name, value) -> {
                  if (!value.isEmpty() && !NOT_IN_ROWS.contains(name)) {
                    row.put(name, value);
                  }
                });
        row.put("InteractionId", record.getField("InternalMarketingInteractionId"));
        row.put("Timestamp", utc(record.getField("Timestamp")));
        Question question =
            new Question(record.getField("ContactId"), record.getField("InteractionType"));
        rows.computeIfAbsent(question, q -> new HashSet<>()).add(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The export's US text as ISO, by the JDK's own formatter. */
  private static String utc(String text) {
    return text.endsWith("Z")
        ? text
        : OffsetDateTime.parse(
                text, DateTimeFormatter.ofPattern("M/d/yyyy h:mm:ss a xxx", Locale.US))
            .toInstant()
            .toString();
  }
}
