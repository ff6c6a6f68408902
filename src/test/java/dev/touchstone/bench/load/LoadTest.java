package dev.touchstone.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.touchstone.config.CatalogueFile;
import dev.touchstone.ingest.BulkImport;
import dev.touchstone.ingest.ImportMode;
import dev.touchstone.ingest.ImportProgress;
import dev.touchstone.ingest.ImportSummary;
import dev.touchstone.ingest.LocalSource;
import dev.touchstone.ingest.RejectedRows;
import dev.touchstone.ingest.Retry;
import dev.touchstone.ingest.RowContract;
import dev.touchstone.ingest.RowRules;
import dev.touchstone.ingest.RowRules.Decision;
import dev.touchstone.interaction.Column;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionType;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.store.Scan;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.memory.MemoryStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoadTest {
  private static final LoadSpec SPEC = LoadSpec.of(20_000, 7);
  private static final TypeCatalogue CATALOGUE = CatalogueFile.standard();

  @TempDir Path folder;

  @Test
  void theSameSpecGivesTheSameRows() {
    assertThat(rows(SPEC)).isEqualTo(rows(SPEC)).hasSize(20_000);
  }

  @Test
  void anotherSeedGivesOtherContacts() {
    assertThat(contacts(LoadSpec.of(2_000, 8))).doesNotContainAnyElementsOf(contacts(SPEC));
  }

  @Test
  void aLaterPartHasTheSameContactsAndOtherRows() {
    List<Interaction> later = rows(SPEC.later(5_000, 1));
    assertThat(contacts(SPEC)).containsAll(later.stream().map(Interaction::contact).toList());
    assertThat(later).doesNotContainAnyElementsOf(rows(SPEC));
    assertThat(later).doesNotContainAnyElementsOf(rows(SPEC.later(5_000, 2)));
  }

  @Test
  void noIdentityComesTwiceAndTimeGoesOn() {
    Set<Object> identities = new HashSet<>();
    List<Interaction> rows = rows(SPEC);
    rows.forEach(
        row -> identities.add(List.of(row.contact(), row.type(), row.timestamp(), row.id())));
    assertThat(identities).hasSize(rows.size());
    assertThat(rows).isSortedAccordingTo(Comparator.comparing(Interaction::timestamp));
  }

  @Test
  void fewContactsHaveMostRows() {
    List<Long> counts =
        counts(SPEC, Interaction::contact).values().stream()
            .sorted(Comparator.reverseOrder())
            .toList();
    assertThat(counts).hasSize(SPEC.contacts());
    assertThat(counts.getFirst()).isBetween(1_600L, 3_500L); // a tenth and its place in the law
    long ofTheFirstTenth = counts.stream().limit(20).mapToLong(Long::longValue).sum();
    assertThat(ofTheFirstTenth).isBetween(8_000L, 14_000L);
  }

  @Test
  void theLongestHistoryIsAsLongInEveryLargeLoad() {
    for (long rows : new long[] {5_000_000, 20_000_000}) {
      assertThat(LoadSpec.of(rows, 1).longestShare() * rows)
          .isEqualTo(LoadSpec.LONGEST_HISTORY, within(1e-6));
    }
  }

  @Test
  void journeysSendAndWhatIsSentIsDeliveredOpenedAndClickedEverLess() {
    Map<String, Long> types = counts(SPEC, row -> row.type().value());
    assertThat(types.get("EmailSent")).isBetween(4_000L, 6_000L);
    assertThat(types.get("EmailDelivered")).isLessThan(types.get("EmailSent"));
    assertThat(types.get("EmailOpened")).isBetween(2_500L, 5_000L);
    assertThat(types.get("EmailClicked")).isBetween(300L, 1_500L);
    assertThat(types.get("WebsiteVisited")).isBetween(3_500L, 8_000L);
    assertThat(types)
        .containsKeys(
            "WebsiteClicked",
            "FormVisited",
            "FormSubmitted",
            "EmailHardBounced",
            "EmailSoftBounced");
  }

  @Test
  void columnsAreThoseOfTheCatalogueAndInOrder() {
    for (Interaction row : rows(SPEC)) {
      InteractionType type = CATALOGUE.find(row.type().value()).orElseThrow();
      assertThat(type.columns().stream().map(Column::name))
          .containsAll(row.fields().toMap().keySet());
      assertThat(Fields.of(row.fields().toMap())).isEqualTo(row.fields());
    }
  }

  @Test
  void theExportIsImportedRowForRow() throws IOException {
    ExportWriter.write(SPEC, folder, CATALOGUE);
    assertThat(imported(folder)).isEqualTo(Set.copyOf(rows(SPEC)));
  }

  @Test
  void blobsAreNoLargerThanThoseOfTheExport() throws IOException {
    ExportWriter.write(LoadSpec.of(150_000, 7), folder, CATALOGUE);
    try (Stream<Path> blobs = Files.list(folder.resolve("csv/EmailSent"))) {
      List<Long> sizes = blobs.map(blob -> blob.toFile().length()).sorted().toList();
      assertThat(sizes).hasSizeGreaterThan(1);
      assertThat(sizes.getLast()).isBetween(9_990_000L, 10_000_000L);
    }
  }

  @Test
  void theLinesAreImportedRowForRow() throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve("rows.ndjson"))) {
      LoadWriter.writeLines(SPEC, out);
    }
    assertThat(imported(folder)).isEqualTo(Set.copyOf(rows(SPEC)));
  }

  @Test
  void theRowsAreThoseOfEveryOtherMachine() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LoadWriter.writeLines(LoadSpec.of(1, 1), out);
    assertThat(out.toString(UTF_8))
        .isEqualTo(
            """
            {"InteractionType":"EmailSent","Timestamp":"2019-01-01T00:00:00Z",\
            "InteractionId":"ABB7185FC363484F86F6B33497B5F50A",\
            "ContactId":"a6c7188e-0551-411e-9b54-05a1e65cd8d7",\
            "CustomerJourneyId":"7715680a-4a6f-46bd-b044-9cd5513f5698",\
            "EmailAddressUsed":"0ee3bb45@example.org","EmailDomain":"example.org",\
            "MessageId":"c5dfd0c0-8ae0-4758-b9b9-3a991c284de2",\
            "OrganizationId":"c6bc5d0d-dbec-4148-9dcd-00dcf513e181",\
            "SendingId":"691bb49c-cdeb-4926-b482-fb1876d5568d","UsageType":"CustomerJourney"}
            """);
  }

  private static Set<Interaction> imported(Path source) throws IOException {
    try (MemoryStore store = new MemoryStore()) {
      RowContract contract =
          new RowContract(
              CATALOGUE,
              RowRules.ofExport(Decision.REJECT, Decision.REJECT),
              InstantSource.system());
      ImportSummary summary =
          BulkImport.into(store, contract, Retry.STANDARD)
              .run(
                  new LocalSource(source, null, InstantSource.system()).list(),
                  RejectedRows.unwritten(),
                  ImportProgress.NONE,
                  ImportMode.forgetful());
      assertThat(summary.counts().rejected()).isZero();
      try (Scan scan = store.scan(TimeRange.ALL)) {
        Set<Interaction> rows = new HashSet<>();
        scan.forEachRemaining(rows::add);
        return rows;
      }
    }
  }

  private static List<Interaction> rows(LoadSpec spec) {
    List<Interaction> rows = new ArrayList<>();
    new Load(spec).forEachRemaining(rows::add);
    return rows;
  }

  private static Set<ContactId> contacts(LoadSpec spec) {
    return rows(spec).stream().map(Interaction::contact).collect(Collectors.toSet());
  }

  private static <T> Map<T, Long> counts(LoadSpec spec, Function<Interaction, T> key) {
    return rows(spec).stream().collect(Collectors.groupingBy(key, Collectors.counting()));
  }
}
