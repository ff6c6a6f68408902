package dev.touchstone.ingest;

import static dev.touchstone.ingest.ExportFolder.HEADER;
import static dev.touchstone.ingest.ExportFolder.good;
import static dev.touchstone.ingest.ExportFolder.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.touchstone.config.CatalogueFile;
import dev.touchstone.ingest.ImportSummary.Conflict;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Scan;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.FailingStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerImportTest {
  private static final Path SAMPLE = Path.of("examples/export-sample");
  private static final String TIME = "2020-03-16T18:58:06Z";

  @TempDir private Path folder;
  private final MemoryStore memory = new MemoryStore();
  private final FailingStore store = FailingStore.ofAppends(memory);
  private final List<Duration> pauses = new ArrayList<>();
  private final Retry retry =
      new Retry(List.of(Duration.ofMillis(1), Duration.ofMillis(2)), pauses::add);

  @Test
  void theSampleIsStoredOnce() throws IOException {
    ImportSummary first = run(ExportContainer.open(SAMPLE));
    assertThat(first.counts()).isEqualTo(new ImportCounts(175, 160, 15, 0, 0, 0, 0, 0));
    assertThat(first.byType())
        .hasSize(5)
        .hasEntrySatisfying("EmailOpened", counts -> assertThat(counts.stored()).isEqualTo(90))
        .hasEntrySatisfying("WebsiteVisited", counts -> assertThat(counts.stored()).isEqualTo(49))
        .hasEntrySatisfying("WebsiteClicked", counts -> assertThat(counts.stored()).isEqualTo(11))
        .hasEntrySatisfying("EmailSent", counts -> assertThat(counts.stored()).isEqualTo(7))
        .hasEntrySatisfying("EmailDelivered", counts -> assertThat(counts.stored()).isEqualTo(3));
    assertThat(first.blobs()).isEqualTo(10);
    assertThat(first.bytes()).isEqualTo(ExportContainer.open(SAMPLE).bytes());
    assertThat(first.unknownTypes()).isEmpty();
    assertThat(first.unknownColumns()).isEmpty();
    assertThat(first.withoutContact()).isZero();
    assertThat(stored()).hasSize(160);
    Set<ContactId> contacts = new HashSet<>();
    stored().forEach(row -> contacts.add(row.contact()));
    assertThat(contacts).hasSize(35);

    assertThat(run(ExportContainer.open(SAMPLE)).counts())
        .isEqualTo(new ImportCounts(175, 0, 175, 0, 0, 0, 0, 0));
    assertThat(rejectedFolder()).doesNotExist();
  }

  @Test
  void everyVerdictIsCounted() throws IOException {
    ImportSummary summary =
        run(
            new ExportFolder(folder.resolve("in"))
                .sent(
                    row("EmailSent", TIME, "a", "1", "c", "one"),
                    row("EmailSent", TIME, "a", "1", "c", "one"),
                    row("EmailSent", TIME, "a", "1", "c", "two"),
                    row("EmailSent", TIME, "a", "2", "c", "three"),
                    row("EmailSent", TIME, "b", "1", "", "one"),
                    row("EmailSent", "yesterday", "c", "1", "c", "one"))
                .open());
    assertThat(summary.counts()).isEqualTo(new ImportCounts(6, 2, 1, 1, 1, 0, 0, 1));
    assertThat(summary.conflicts()).containsExactly(new Conflict("csv/EmailSent/blob", 4));
    assertThat(summary.withoutContact()).isEqualTo(1);
    try (Scan without = memory.scan(ContactId.NONE)) {
      assertThat(without.next().id().value()).isEqualTo("b");
    }
  }

  @Test
  void whatIsUnknownIsKeptAndCounted() throws IOException {
    String header = "Timestamp,InteractionId,EmailDomain,New,Newer\n" + TIME;
    ImportSummary summary =
        run(
            new ExportFolder(folder.resolve("in"))
                .blob("EmailSent", "1", header + ",a,x,y,z\n" + TIME + ",b,x,,z\n")
                .blob("Own", "1", header + ",a,x,y,\n")
                .open());
    assertThat(summary.unknownColumns())
        .isEqualTo(Map.of("EmailSent.New", 1L, "EmailSent.Newer", 2L));
    assertThat(summary.unknownTypes()).isEqualTo(Map.of("Own", 1L));
    assertThat(stored())
        .filteredOn(row -> row.type().value().equals("Own"))
        .singleElement()
        .satisfies(row -> assertThat(row.fields().get("New")).isEqualTo("y"));
  }

  @Test
  void valuesThatTheCatalogueDoesNotExpectAreKeptAndCounted() throws IOException {
    String header = "Timestamp,InteractionId,BoostValue\n";
    ImportSummary summary =
        run(
            new ExportFolder(folder.resolve("in"))
                .blob(
                    "LeadScoreBoost",
                    "1",
                    header + TIME + ",a,\"1,5\"\n" + TIME + ",b,5\n2999-01-01T00:00:00Z,c,6\n")
                .open());
    assertThat(summary.counts()).isEqualTo(new ImportCounts(3, 3, 0, 0, 0, 0, 0, 0));
    assertThat(summary.unfitValues())
        .isEqualTo(Map.of("LeadScoreBoost.BoostValue", 1L, "LeadScoreBoost.Timestamp", 1L));
  }

  @Test
  void namesOfWhatIsUnknownAreBounded() throws IOException {
    ExportFolder export = new ExportFolder(folder.resolve("in"));
    for (int i = 0; i < ImportSummary.MOST_NAMED + 5; i++) {
      export.blob("Own" + i, "1", "Timestamp,InteractionId\n" + TIME + ",a\n");
    }
    assertThat(run(export.open()).unknownTypes())
        .hasSize(ImportSummary.MOST_NAMED + 1)
        .containsEntry(ImportSummary.OTHERS, 5L);
  }

  @Test
  void bothSpellingsAreOneType() throws IOException {
    String text = "Timestamp,InteractionId\n" + TIME + ",a\n";
    ImportSummary summary =
        run(
            new ExportFolder(folder.resolve("in"))
                .blob("EmailContainsBlacklistedLinks", "1", text)
                .blob("EmailContainsBlockListedLinks", "1", text)
                .open());
    assertThat(summary.byType())
        .isEqualTo(
            Map.of("EmailContainsBlockListedLinks", new ImportCounts(2, 1, 1, 0, 0, 0, 0, 0)));
  }

  @Test
  void batchesAreBoundedInRowsAndBytes() throws IOException {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 2_500; i++) {
      many.append(good(i));
    }
    run(new ExportFolder(folder.resolve("rows")).sent(many.toString()).open());
    // Several are under way at a time, and who comes first is open.
    assertThat(store.appendSizes()).containsExactlyInAnyOrder(1_000, 1_000, 500);

    store.appendSizes().clear();
    String large = "x".repeat(1_000_000);
    StringBuilder few = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      few.append(row("EmailSent", TIME, "large" + i, "1", "c", large));
    }
    run(new ExportFolder(folder.resolve("bytes")).sent(few.toString()).open());
    assertThat(store.appendSizes()).containsExactlyInAnyOrder(4, 4, 2);
  }

  @Test
  void smallBlobsShareABatch() throws IOException {
    ExportFolder export = new ExportFolder(folder.resolve("in"));
    for (int i = 0; i < 20; i++) {
      export.blob("EmailSent", "blob" + i, HEADER + good(i));
    }
    run(export.open());
    assertThat(store.appendSizes()).containsExactly(20);
  }

  @Test
  void anOverloadedOrSilentStoreIsAskedAgain() throws IOException {
    ExportContainer container = new ExportFolder(folder.resolve("in")).sent(good(1)).open();
    store.failAppends(
        0,
        new StoreException.Overloaded("busy", null),
        new StoreException.OutcomeUnknown("no answer", null));
    assertThat(run(container).counts()).isEqualTo(new ImportCounts(1, 1, 0, 0, 0, 0, 0, 0));
    assertThat(pauses).containsExactly(Duration.ofMillis(1), Duration.ofMillis(2));
  }

  @Test
  void whenTheAttemptsAreUsedUpTheImportEndsWithWhatItDid() throws IOException {
    StringBuilder rows = new StringBuilder(row("EmailSent", "x", "x", "1", "c", "x"));
    for (int i = 0; i < 1_500; i++) {
      rows.append(good(i));
    }
    ExportContainer container = new ExportFolder(folder.resolve("in")).sent(rows.toString()).open();
    StoreException busy = new StoreException.Overloaded("busy", null);
    store.failAppends(1, busy, busy, busy);
    ImportException ended = catchThrowableOfType(ImportException.class, () -> run(container));
    assertThat(ended)
        .hasMessageContaining("the store stays overloaded (busy); run the import again");
    assertThat(ended.summary().counts())
        .isEqualTo(new ImportCounts(1_001, 1_000, 0, 0, 0, 0, 0, 1));
    assertThat(pauses).hasSize(2);
    assertThat(run(container).counts())
        .isEqualTo(new ImportCounts(1_501, 500, 1_000, 0, 0, 0, 0, 1));
  }

  @Test
  void aStoreThatCannotGoOnEndsTheImportAtOnce() throws IOException {
    ExportContainer container = new ExportFolder(folder.resolve("in")).sent(good(1)).open();
    store.failAppends(0, new StoreException.Damaged("block 7", null));
    assertThatThrownBy(() -> run(container))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("what is stored is damaged (block 7)");
    store.failAppends(0, new StoreException.Unavailable("disk full", null));
    assertThatThrownBy(() -> run(container))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("the store cannot answer now (disk full); run the import again");
    assertThat(pauses).isEmpty();
  }

  @Test
  void aBlobThatIsGoneEndsTheImport() throws IOException {
    ExportContainer container =
        new ExportFolder(folder.resolve("in"))
            .blob("EmailSent", "1", HEADER + good(1))
            .blob("EmailSent", "2", HEADER + good(2))
            .open();
    Files.delete(folder.resolve("in/csv/EmailSent/2"));
    assertThatThrownBy(() -> run(container))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("'csv/EmailSent/2' cannot be read");
  }

  @Test
  void aBlobReplacedByALinkIsNotRead() throws IOException {
    ExportContainer container = new ExportFolder(folder.resolve("in")).sent(good(1)).open();
    Path blob = folder.resolve("in/csv/EmailSent/blob");
    Files.move(blob, folder.resolve("elsewhere"));
    Files.createSymbolicLink(blob, folder.resolve("elsewhere"));
    assertThatThrownBy(() -> run(container)).isInstanceOf(ImportException.class);
    assertThat(stored()).isEmpty();
  }

  @Test
  void progressIsReportedNowAndThen() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 2_500; i++) {
      rows.append(good(i));
    }
    ExportContainer container = new ExportFolder(folder.resolve("in")).sent(rows.toString()).open();
    List<Long> reported = new ArrayList<>();
    List<Long> bytes = new ArrayList<>();
    try (RejectedRows rejected = new RejectedRows(rejectedFolder())) {
      new ContainerImport(CatalogueFile.standard(), store, retry)
          .run(
              container,
              rejected,
              (bytesDone, bytesTotal, count) -> {
                assertThat(bytesTotal).isEqualTo(container.bytes());
                bytes.add(bytesDone);
                reported.add(count);
              });
    }
    assertThat(reported).containsExactly(1_000L, 2_000L, 2_500L);
    assertThat(bytes).isSorted().endsWith(container.bytes()).doesNotContain(0L);
  }

  @Test
  void countsThatDoNotAddUpAreRefused() {
    assertThatThrownBy(() -> new ImportCounts(3, 1, 0, 0, 0, 0, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Path rejectedFolder() {
    return folder.resolve("rejected");
  }

  private List<Interaction> stored() {
    List<Interaction> rows = new ArrayList<>();
    try (Scan scan = memory.scan(TimeRange.ALL)) {
      scan.forEachRemaining(rows::add);
    }
    return rows;
  }

  private ImportSummary run(ExportContainer container) {
    try (RejectedRows rejected = new RejectedRows(rejectedFolder())) {
      return new ContainerImport(CatalogueFile.standard(), store, retry)
          .run(container, rejected, ImportProgress.NONE);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
