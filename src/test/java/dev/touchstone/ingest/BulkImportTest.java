package dev.touchstone.ingest;

import static dev.touchstone.ingest.ExportFolder.HEADER;
import static dev.touchstone.ingest.ExportFolder.good;
import static dev.touchstone.ingest.ExportFolder.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.touchstone.config.CatalogueFile;
import dev.touchstone.ingest.ImportSummary.TakenBefore;
import dev.touchstone.ingest.RowRules.Decision;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Scan;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.memory.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an import remembers of earlier ones. Each import here opens the checkpoints anew. */
class BulkImportTest {
  private static final String PATH = "csv/EmailSent/blob";
  private static final String TIME = "2020-03-16T18:58:06Z";

  @TempDir private Path folder;
  private final MemoryStore store = new MemoryStore();
  private final Blobs blobs = new Blobs();
  private final RowContract contract =
      new RowContract(
          CatalogueFile.standard(),
          RowRules.ofExport(Decision.KEEP, Decision.KEEP),
          InstantSource.system());

  private static byte[] bytes(String... texts) {
    return String.join("", texts).getBytes(UTF_8);
  }

  private static String rows(int from, int to) {
    StringBuilder rows = new StringBuilder();
    for (int i = from; i < to; i++) {
      rows.append(good(i));
    }
    return rows.toString();
  }

  private static String line(int id) {
    return "{\"InteractionType\":\"EmailSent\",\"Timestamp\":\"%s\",\"InteractionId\":\"id%d\"}\n"
        .formatted(TIME, id);
  }

  private ImportSummary run() {
    return run(file -> ImportMode.once(file, false), ImportProgress.NONE);
  }

  /** How an import treats what is remembered. */
  private interface Mode {
    ImportMode of(CheckpointFile file);
  }

  private ImportSummary run(Mode mode, ImportProgress progress) {
    try (CheckpointFile file = CheckpointFile.open(folder);
        RejectedRows rejected = new RejectedRows(folder.resolve("rejected"))) {
      return BulkImport.into(store, contract, Retry.STANDARD)
          .run(blobs.listing(), rejected, progress, mode.of(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<String> ids() {
    List<String> ids = new ArrayList<>();
    try (Scan scan = store.scan(TimeRange.ALL)) {
      while (scan.hasNext()) {
        Interaction row = scan.next();
        ids.add(row.id().value());
      }
    }
    return ids;
  }

  @Test
  void whatWasTakenIsNotReadAgain() {
    blobs.write(PATH, "EmailSent", BlobForm.CSV, bytes(HEADER, rows(0, 10)));
    assertThat(run().counts()).isEqualTo(new ImportCounts(10, 10, 0, 0, 0, 0, 0, 0));
    blobs.bytesRead = 0;
    ImportSummary second = run();
    assertThat(second.counts()).isEqualTo(ImportCounts.NONE);
    assertThat(second.takenBefore()).isEqualTo(new TakenBefore(1, 10, 0));
    assertThat(blobs.bytesRead).isZero();
    ImportSummary again = run(file -> ImportMode.once(file, true), ImportProgress.NONE);
    assertThat(again.counts()).isEqualTo(new ImportCounts(10, 0, 10, 0, 0, 0, 0, 0));
    assertThat(again.takenBefore()).isEqualTo(TakenBefore.NOTHING);
  }

  @Test
  void ofABlobThatHasGrownOnlyTheRestIsTaken() {
    blobs.write(PATH, "EmailSent", BlobForm.CSV, bytes(HEADER, rows(0, 10)));
    run();
    blobs.append(PATH, bytes(rows(10, 13)));
    ImportSummary grown = run();
    assertThat(grown.counts()).isEqualTo(new ImportCounts(3, 3, 0, 0, 0, 0, 0, 0));
    assertThat(grown.takenBefore()).isEqualTo(new TakenBefore(0, 10, 0));
    assertThat(grown.startedOver()).isZero();
    blobs.append(PATH, bytes(rows(13, 14)));
    assertThat(run().counts()).isEqualTo(new ImportCounts(1, 1, 0, 0, 0, 0, 0, 0));
    assertThat(ids()).hasSize(14);
  }

  @Test
  void ofAnAppendBlobOnlyTheRestAndItsHeaderAreRead() {
    blobs.create(PATH, "EmailSent", BlobForm.CSV, bytes(HEADER, rows(0, 20_000)));
    run();
    long size = blobs.listing().bytes();
    blobs.bytesRead = 0;
    blobs.append(PATH, bytes(rows(20_000, 20_010)));
    assertThat(run().counts()).isEqualTo(new ImportCounts(10, 10, 0, 0, 0, 0, 0, 0));
    assertThat(size).isGreaterThan(1 << 20);
    assertThat(blobs.bytesRead).isBetween((long) ProvedInput.TAIL, 3L * ProvedInput.TAIL);
    blobs.append(PATH, bytes(rows(20_010, 20_011)));
    assertThat(run().counts()).isEqualTo(new ImportCounts(1, 1, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void anAppendBlobThatWasMadeAnewIsReadFromItsBeginning() {
    String some = rows(0, 2_000);
    blobs.create(PATH, "EmailSent", BlobForm.CSV, bytes(HEADER, some));
    run();
    blobs.create(
        PATH,
        "EmailSent",
        BlobForm.CSV,
        bytes(HEADER, "\"", some.substring(1), rows(2_000, 2_001)));
    ImportSummary summary = run();
    assertThat(summary.counts()).isEqualTo(new ImportCounts(2_001, 1, 2_000, 0, 0, 0, 0, 0));
    assertThat(summary.startedOver()).isEqualTo(1);
  }

  @Test
  void aTailThatIsAnotherIsNoticedEvenIfAnAppendBlobHidesIt() {
    blobs.create(PATH, "EmailSent", BlobForm.CSV, bytes(HEADER, rows(0, 2_000)));
    run();
    BlobState state = blobs.listing().blobs().getFirst().state();
    blobs.write(PATH, "EmailSent", BlobForm.CSV, bytes(HEADER, rows(1, 2_003)));
    blobs.claim(PATH, state.lineage());
    assertThat(run().counts()).isEqualTo(new ImportCounts(2_002, 3, 1_999, 0, 0, 0, 0, 0));
  }

  @Test
  void aBlobThatWasReplacedChangedOrShortenedIsReadFromItsBeginning() {
    blobs.write(PATH, "EmailSent", BlobForm.CSV, bytes(HEADER, rows(0, 10)));
    run();
    blobs.write(PATH, "EmailSent", BlobForm.CSV, bytes(HEADER, rows(50, 70)));
    ImportSummary replaced = run();
    assertThat(replaced.counts()).isEqualTo(new ImportCounts(20, 20, 0, 0, 0, 0, 0, 0));
    assertThat(replaced.startedOver()).isEqualTo(1);
    assertThat(replaced.takenBefore()).isEqualTo(TakenBefore.NOTHING);

    String changed = rows(50, 70).replace("\"id55\"", "\"id99\"") + rows(70, 71);
    blobs.write(PATH, "EmailSent", BlobForm.CSV, bytes(HEADER, changed));
    ImportSummary inTheMiddle = run();
    assertThat(inTheMiddle.counts()).isEqualTo(new ImportCounts(21, 2, 19, 0, 0, 0, 0, 0));
    assertThat(inTheMiddle.startedOver()).isEqualTo(1);

    blobs.write(PATH, "EmailSent", BlobForm.CSV, bytes(HEADER, rows(50, 52)));
    assertThat(run().counts()).isEqualTo(new ImportCounts(2, 0, 2, 0, 0, 0, 0, 0));
    assertThat(ids()).hasSize(32).contains("id99", "id55", "id70");
  }

  @Test
  void anotherTypeOfTheSameBlobIsReadFromItsBeginning() {
    byte[] bytes = bytes("Timestamp,InteractionId\n", TIME, ",a\n");
    blobs.write("a.csv", "EmailSent", BlobForm.CSV, bytes);
    run();
    Blob first = blobs.listing().blobs().getFirst();
    blobs.retype("a.csv", "EmailOpened");
    assertThat(blobs.listing().blobs().getFirst().state()).isEqualTo(first.state());
    assertThat(run().byType()).containsOnlyKeys("EmailOpened");
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void packedBlobsOfBothFormsAreReadByTheirFirstBytes(Compression compression) throws IOException {
    byte[] csv = bytes(HEADER, rows(0, 10));
    byte[] lines = bytes(line(8), line(9), line(10));
    blobs.write("a.csv", null, BlobForm.CSV, Packing.pack(compression, csv));
    blobs.write("b.ndjson.gz", null, BlobForm.NDJSON, Packing.pack(compression, lines));
    assertThat(run().counts().read()).isEqualTo(13);
    assertThat(run().takenBefore()).isEqualTo(new TakenBefore(2, 13, 0));

    blobs.write(
        "a.csv",
        null,
        BlobForm.CSV,
        Packing.pack(compression, bytes(new String(csv, UTF_8), good(20))));
    blobs.write(
        "b.ndjson.gz",
        null,
        BlobForm.NDJSON,
        Packing.pack(compression, bytes(new String(lines, UTF_8), line(21))));
    ImportSummary grown = run();
    assertThat(grown.counts()).isEqualTo(new ImportCounts(2, 2, 0, 0, 0, 0, 0, 0));
    assertThat(grown.startedOver()).isZero();
  }

  @ParameterizedTest
  @EnumSource(value = Compression.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void aPackedBlobThatIsBrokenIsReadAsFarAsItGoes(Compression compression) throws IOException {
    byte[] packed = Packing.pack(compression, bytes(HEADER, rows(0, 10_000)));
    blobs.write(
        PATH, "EmailSent", BlobForm.CSV, java.util.Arrays.copyOf(packed, packed.length - 9));
    ImportSummary broken = run();
    assertThat(broken.counts().rejected()).isBetween(1L, 2L);
    assertThat(Files.readString(folder.resolve("rejected/rejections.ndjson")))
        .contains(
            "\"code\":\"packing\"",
            "are not whole " + compression.name().toLowerCase(java.util.Locale.ROOT));
    assertThat(run().takenBefore().blobs()).isEqualTo(1);
    blobs.write(PATH, "EmailSent", BlobForm.CSV, packed);
    run();
    assertThat(ids()).hasSize(10_000);
  }

  @Test
  void linesOfARestAreThoseOfTheWhole() throws IOException {
    blobs.write(
        PATH,
        "EmailSent",
        BlobForm.CSV,
        bytes(HEADER, row("EmailSent", TIME, "a", "1", "c", "two\nlines"), good(1)));
    blobs.write("b.ndjson", null, BlobForm.NDJSON, bytes(line(2), "\n", line(3)));
    run();
    String late = row("EmailSent", "soon", "x", "1", "c", "x");
    blobs.append(PATH, bytes(good(4), late));
    blobs.append("b.ndjson", bytes("nothing\n"));
    run();
    String first = HEADER + row("EmailSent", TIME, "a", "1", "c", "two\nlines") + good(1) + good(4);
    assertThat(Files.readString(folder.resolve("rejected/rejections.ndjson")).lines())
        .hasSize(2)
        .anyMatch(
            line ->
                line.startsWith("{\"blob\":\"csv/EmailSent/blob\",\"line\":6,")
                    && line.contains("\"offset\":" + first.length()))
        .anyMatch(line -> line.startsWith("{\"blob\":\"b.ndjson\",\"line\":4,"));
    assertThat(Files.readString(folder.resolve("rejected/csv/EmailSent/blob")))
        .isEqualTo(HEADER + late);
    assertThat(Files.readString(folder.resolve("rejected/b.ndjson"))).isEqualTo("nothing\n");
  }

  @Test
  void aRowCutOffAtTheEndIsReadAgainWhenItsRestIsThere() {
    String cut = row("EmailSent", TIME, "b", "1", "c", "one\r\ntwo");
    String first = cut.substring(0, cut.length() - 5);
    blobs.write(PATH, "EmailSent", BlobForm.CSV, bytes(HEADER, good(1), first));
    assertThat(run().counts().rejected()).isEqualTo(2);
    blobs.append(PATH, bytes(cut.substring(first.length()), good(2)));
    assertThat(run().counts()).isEqualTo(new ImportCounts(2, 2, 0, 0, 0, 0, 0, 0));
    assertThat(ids()).containsExactlyInAnyOrder("b", "id1", "id2");
  }

  @Test
  void aLastLineWithoutAnEndIsReadAgainWhenItGrows() {
    String header = "Timestamp,InteractionId,EmailDomain\n" + TIME + ",a,one\n" + TIME + ",b,exa";
    blobs.write(PATH, "EmailSent", BlobForm.CSV, bytes(header));
    assertThat(run().counts()).isEqualTo(new ImportCounts(2, 2, 0, 0, 0, 0, 0, 0));
    blobs.append(PATH, bytes("mple.com\n"));
    assertThat(run().counts()).isEqualTo(new ImportCounts(1, 0, 0, 0, 1, 0, 0, 0));
  }

  @Test
  void whoFollowsLeavesAHalfWrittenRowUntilTheBlobStaysAsItIs() {
    String cut = row("EmailSent", TIME, "b", "1", "c", "one\r\ntwo");
    blobs.write(
        PATH,
        "EmailSent",
        BlobForm.CSV,
        bytes(HEADER, good(1), cut.substring(0, cut.length() - 5)));
    blobs.write("b.ndjson", null, BlobForm.NDJSON, bytes(line(2), line(3).strip()));
    ImportSummary first = follow();
    assertThat(first.counts()).isEqualTo(new ImportCounts(2, 2, 0, 0, 0, 0, 0, 0));
    blobs.append(PATH, bytes(cut.substring(cut.length() - 5)));
    ImportSummary second = follow();
    assertThat(second.counts()).isEqualTo(new ImportCounts(2, 2, 0, 0, 0, 0, 0, 0));
    assertThat(ids()).containsExactlyInAnyOrder("b", "id1", "id2", "id3");
    assertThat(follow().counts()).isEqualTo(ImportCounts.NONE);
  }

  private ImportSummary follow() {
    return run(ImportMode::round, ImportProgress.NONE);
  }

  @Test
  void whoIsStoppedGoesOnInTheMiddleOfABlob() {
    blobs.write(PATH, "EmailSent", BlobForm.CSV, bytes(HEADER, rows(0, 5_500)));
    ImportProgress stopping =
        (done, total, rows) -> {
          if (rows >= 3_000) {
            throw new ImportStoppedException();
          }
        };
    ImportStoppedException stopped =
        catchThrowableOfType(
            ImportStoppedException.class,
            () -> run(file -> ImportMode.once(file, false), stopping));
    assertThat(stopped.summary().counts())
        .isEqualTo(new ImportCounts(3_000, 3_000, 0, 0, 0, 0, 0, 0));
    assertThat(stopped.summary().bytes()).isPositive();
    assertThat(stopped.summary().blobs()).isZero();
    ImportSummary rest = run();
    assertThat(rest.counts()).isEqualTo(new ImportCounts(2_500, 2_500, 0, 0, 0, 0, 0, 0));
    assertThat(rest.takenBefore()).isEqualTo(new TakenBefore(0, 3_000, 0));
  }

  @Test
  void whatIsRememberedWasStoredBefore() {
    blobs.write(PATH, "EmailSent", BlobForm.CSV, bytes(HEADER, rows(0, 2_500)));
    List<Integer> stored = new ArrayList<>();
    List<Checkpoint> put = new ArrayList<>();
    Consumer<Checkpoint> noted =
        checkpoint -> {
          put.add(checkpoint);
          stored.add(ids().size());
        };
    BulkImport.into(store, contract, Retry.STANDARD)
        .run(
            blobs.listing(),
            RejectedRows.unwritten(),
            ImportProgress.NONE,
            new ImportMode(new Noting(noted), false, false, false));
    assertThat(put).extracting(Checkpoint::rows).containsExactly(1_000L, 2_000L, 2_500L);
    assertThat(put).extracting(Checkpoint::complete).containsExactly(false, false, true);
    // Batches that were read later may be stored by then too.
    assertThat(stored).hasSize(3).element(2).isEqualTo(2_500);
    assertThat(stored.get(0)).isGreaterThanOrEqualTo(1_000);
    assertThat(stored.get(1)).isGreaterThanOrEqualTo(2_000);
  }

  private record Noting(Consumer<Checkpoint> noted) implements Checkpoints {
    @Override
    public @org.jspecify.annotations.Nullable Checkpoint find(Blob blob) {
      return null;
    }

    @Override
    public void put(Checkpoint checkpoint) {
      noted.accept(checkpoint);
    }
  }

  @Test
  void aBlobThatChangesWhileItIsReadIsOpenedAgain() {
    blobs.write(PATH, "EmailSent", BlobForm.CSV, bytes(HEADER, rows(0, 5_000)));
    blobs.afterFirstRead = () -> blobs.append(PATH, bytes(rows(5_000, 5_100)));
    run();
    assertThat(ids()).hasSize(5_100);
    assertThat(run().takenBefore().blobs()).isEqualTo(1);
  }

  @Test
  void anErrorOfTheSourceEndsTheImportAndTheNextGoesOn() {
    blobs.write("csv/EmailSent/a", "EmailSent", BlobForm.CSV, bytes(HEADER, rows(0, 2_000)));
    blobs.write("csv/EmailSent/b", "EmailSent", BlobForm.CSV, bytes(HEADER, rows(2_000, 2_010)));
    run();
    blobs.append("csv/EmailSent/b", bytes(good(5_000)));
    blobs.failures.add(new IOException("503"));
    ImportException failed = catchThrowableOfType(ImportException.class, this::run);
    assertThat(failed).hasMessageContaining("'csv/EmailSent/b' cannot be read: 503");
    assertThat(run().counts()).isEqualTo(new ImportCounts(1, 1, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void rowsWithoutATypeAreTold() throws IOException {
    blobs.write("a.csv", null, BlobForm.CSV, bytes("Timestamp,InteractionId\n", TIME, ",a\n"));
    blobs.write(
        "b.ndjson",
        null,
        BlobForm.NDJSON,
        bytes("{\"Timestamp\":\"" + TIME + "\",\"InteractionId\":\"a\"}\n"));
    blobs.write("c.ndjson", "E mail", BlobForm.NDJSON, bytes(line(1)));
    ImportSummary summary = run();
    assertThat(summary.byType()).containsOnlyKeys(ImportSummary.NO_TYPE, "E mail");
    assertThat(summary.counts()).isEqualTo(new ImportCounts(3, 0, 0, 0, 0, 0, 0, 3));
    assertThat(Files.readString(folder.resolve("rejected/rejections.ndjson")))
        .contains(
            "the header has no column InteractionType",
            "\"code\":\"type-missing\"",
            "the type 'E mail'");
  }

  @Test
  void aDryRunStoresAndWritesNothing() {
    blobs.write(
        PATH,
        "EmailSent",
        BlobForm.CSV,
        bytes(HEADER, rows(0, 10), row("EmailSent", "x", "x", "1", "c", "x")));
    RejectedRows rejected = RejectedRows.unwritten();
    ImportSummary summary =
        BulkImport.dry(contract)
            .run(blobs.listing(), rejected, ImportProgress.NONE, ImportMode.forgetful());
    assertThat(summary.counts()).isEqualTo(new ImportCounts(11, 10, 0, 0, 0, 0, 0, 1));
    assertThat(rejected.first()).hasSize(1);
    assertThat(rejected.folder()).isEmpty();
    assertThat(ids()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }
}
