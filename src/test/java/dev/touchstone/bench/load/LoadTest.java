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
    assertThat(counts.getFirst()).isBetween(1_995L, 2_000L); // a tenth
    assertThat(counts.get(1)).isBetween(300L, 1_900L);
    long ofTheFirstTenth = counts.stream().limit(20).mapToLong(Long::longValue).sum();
    assertThat(ofTheFirstTenth).isBetween(8_000L, 14_000L);
  }

  @Test
  void theLongestHistoryIsOfOneType() {
    Map<String, Long> types =
        rows(SPEC).stream()
            .filter(row -> row.contact().equals(SPEC.longestHistory()))
            .collect(Collectors.groupingBy(row -> row.type().value(), Collectors.counting()));
    assertThat(types).containsOnlyKeys("EmailOpened");
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
    assertThat(types.get("EmailSent")).isBetween(3_500L, 6_000L);
    assertThat(types.get("EmailDelivered")).isLessThan(types.get("EmailSent"));
    assertThat(types.get("EmailOpened")).isBetween(4_000L, 6_000L);
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
            "InteractionId":"D20BEC61DB554A34AAEDC617F0D8FE13",\
            "ContactId":"4000795f-8e33-42a8-9db3-732e568c2df6",\
            "CustomerJourneyId":"d3bff10e-005c-4944-96da-419e849e6cf5",\
            "EmailAddressUsed":"8f330e20@example.org","EmailDomain":"example.org",\
            "MessageId":"8824a3ea-aaa3-44ce-b584-98057a6649a8",\
            "OrganizationId":"c6bc5d0d-dbec-4148-9dcd-00dcf513e181",\
            "SendingId":"8d513c89-648b-4ced-9a46-ed27337ace49","UsageType":"CustomerJourney"}
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
