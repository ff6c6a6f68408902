package dev.touchstone.ingest;

import static dev.touchstone.ingest.Intakes.LEAST;
import static dev.touchstone.ingest.Intakes.row;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.ingest.IntakeReport.Place;
import dev.touchstone.ingest.IntakeReport.RejectedRow;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.FailingStore;
import dev.touchstone.testing.Randoms;
import dev.touchstone.testing.Rows;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeTest {
  private final MemoryStore memory = new MemoryStore();
  private final FailingStore store = FailingStore.ofAppends(memory);
  private final Intake intake = Intakes.of(store);

  @Test
  void linesEndAsTheyLike() {
    String body = "\uFEFF\n" + row(1) + "\r\n \t\r\n\n" + row(2) + "\n" + row(3);
    IntakeReport report = lines(body + "\nx");
    assertThat(report.counts()).isEqualTo(new ImportCounts(4, 3, 0, 0, 0, 0, 0, 1));
    assertThat(report.acknowledged()).isEqualTo(new Place(4, 7));
    assertThat(report.rejected().getFirst().place()).isEqualTo(new Place(4, 7));
    assertThat(lines(body + "\r").counts().repeated()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\uFEFF", "\uFEFF\r\n", " "})
  void nothingIsNoRow(String body) {
    IntakeReport report = lines(body);
    assertThat(report.end()).isEqualTo(new IntakeEnd.Complete());
    assertThat(report.counts()).isEqualTo(ImportCounts.NONE);
    assertThat(report.acknowledged()).isEqualTo(new Place(0, 0));
  }

  @Test
  void aLineThatIsNotUtf8IsRejectedAlone() {
    String body = row(1) + "\n{\"City\":\"K\u00f6ln\"}\n" + row(2) + "\n";
    IntakeReport report = Intakes.run(intake, RowFormat.NDJSON, body.getBytes(ISO_8859_1));
    assertThat(report.counts()).isEqualTo(new ImportCounts(3, 2, 0, 0, 0, 0, 0, 1));
    RejectedRow rejected = report.rejected().getFirst();
    assertThat(rejected.code()).isEqualTo(RejectionCode.ROW_NOT_UTF8);
    assertThat(rejected.place()).isEqualTo(new Place(2, 2));
    assertThat(rejected.reason()).isEqualTo("byte 0xF6 is not UTF-8 here, at the row's byte 11");
  }

  @Test
  void surrogatesInUtf8AndOverlongFormsAreNotUtf8() {
    for (byte[] bad : List.of(bytes(0xED, 0xA0, 0x80), bytes(0xC0, 0x80), bytes(0xF8, 0x88))) {
      String line = "{\"City\":\"" + new String(bad, ISO_8859_1) + "\"}";
      IntakeReport report = Intakes.run(intake, RowFormat.NDJSON, line.getBytes(ISO_8859_1));
      assertThat(Intakes.codes(report)).isEqualTo("row-not-utf8");
    }
  }

  private static byte[] bytes(int... bytes) {
    byte[] array = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      array[i] = (byte) bytes[i];
    }
    return array;
  }

  @Test
  void aZeroByteIsNoJson() {
    IntakeReport report = lines(row(1) + "\n\0\0\0\n{\0\"\0a\0\"\0:\0001\0}\n" + row(2));
    assertThat(report.counts()).isEqualTo(new ImportCounts(4, 2, 0, 0, 0, 0, 0, 2));
    assertThat(Intakes.codes(report)).isEqualTo("row-not-json row-not-json");
    assertThat(report.rejected().getFirst().reason())
        .isEqualTo("the row is not JSON; the mistake is at its byte 1");
  }

  @Test
  void utf16IsNotGuessedAt() {
    for (Charset charset : List.of(UTF_16LE, UTF_16BE)) {
      IntakeReport report = Intakes.run(intake, RowFormat.NDJSON, row(1).getBytes(charset));
      assertThat(Intakes.codes(report)).isEqualTo("row-not-json");
    }
  }

  @ParameterizedTest
  @EnumSource(RowFormat.class)
  void aRowHasALimit(RowFormat format) {
    String longest = ofLength(Intakes.MAX_ROW_BYTES);
    String tooLong = ofLength(Intakes.MAX_ROW_BYTES + 1);
    for (String mark : List.of("", "\uFEFF")) {
      String body =
          switch (format) {
            case NDJSON -> mark + longest + "\r\n" + row(2);
            case JSON_ARRAY -> mark + "[" + longest + "," + row(2) + "]";
          };
      IntakeReport report = Intakes.run(intake, format, body.getBytes(UTF_8));
      // It is read, though its fields are more than an interaction may have.
      assertThat(Intakes.codes(report)).isEqualTo("row-fields");
      assertThat(report.acknowledged().row()).isEqualTo(2);
    }
    String body =
        switch (format) {
          case NDJSON -> tooLong + "\r\n" + row(2);
          case JSON_ARRAY -> "[" + tooLong + "," + row(2) + "]";
        };
    IntakeReport report = Intakes.run(intake, format, body.getBytes(UTF_8));
    assertThat(Intakes.codes(report)).isEqualTo("row-too-large");
    assertThat(report.rejected().getFirst().reason())
        .isEqualTo("the row is longer than 2,097,152 bytes");
    assertThat(report.counts().read()).isEqualTo(2);
    assertThat(report.end()).isEqualTo(new IntakeEnd.Complete());
  }

  private static String ofLength(int length) {
    String start = "{" + LEAST + ",\"City\":\"";
    return start + "x".repeat(length - start.length() - 2) + "\"}";
  }

  @Test
  void rowsOfAMegabyteAreTaken() {
    String megabyte = "x".repeat((1 << 20) - 100);
    String body =
        IntStream.range(0, 3)
            .mapToObj(
                i ->
                    "{%s,\"InteractionId\":\"%d\",\"City\":\"%s\"}\n".formatted(LEAST, i, megabyte))
            .collect(Collectors.joining());
    assertThat(lines(body).counts().stored()).isEqualTo(3);
  }

  @Test
  void anArrayIsCutAtItsCommas() {
    IntakeReport report =
        array(
            "\uFEFF \n[ %s\n,{\"City\":\"],[}{\\\"\\\\\"},\n[1,{\"a\":[]}] , , 7,{} {},%s\n]\n "
                .formatted(row(1), row(2)));
    assertThat(report.end()).isEqualTo(new IntakeEnd.Complete());
    assertThat(report.counts()).isEqualTo(new ImportCounts(7, 2, 0, 0, 0, 0, 0, 5));
    assertThat(Intakes.codes(report))
        .isEqualTo("type-missing row-not-object row-not-json row-not-object row-not-json");
    assertThat(report.rejected())
        .extracting(RejectedRow::place)
        .containsExactly(
            new Place(2, 3), new Place(3, 4), new Place(4, 4), new Place(5, 4), new Place(6, 4));
    assertThat(report.acknowledged()).isEqualTo(new Place(7, 4));
  }

  @Test
  void emptyArraysHaveNoRow() {
    for (String body : List.of("[]", " [ \n] ", "\uFEFF[]\n")) {
      IntakeReport report = array(body);
      assertThat(report.end()).isEqualTo(new IntakeEnd.Complete());
      assertThat(report.counts()).isEqualTo(ImportCounts.NONE);
    }
    assertThat(Intakes.codes(array("[" + row(1) + ",]"))).isEqualTo("row-not-json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{}", "x", "\"[]\"", "\uFEFF", "]"})
  void whatIsNoArrayIsBroken(String body) {
    assertThat(broken(array(body))).startsWith("the body is no JSON array");
  }

  @Test
  void anArrayThatIsCutTellsHowFarItWasTaken() {
    String whole = "[" + row(1) + ",\n" + row(2) + "]";
    for (int length = 1; length < whole.length(); length++) {
      IntakeReport report = array(whole.substring(0, length));
      assertThat(broken(report)).endsWith("the body ends before the array is closed");
      assertThat(report.acknowledged().row()).isEqualTo(length > row(1).length() + 1 ? 1 : 0);
      assertThat(stored()).hasSizeGreaterThanOrEqualTo((int) report.acknowledged().row());
    }
    assertThat(stored()).hasSize(1);
    IntakeReport behind = array(whole + "{}");
    assertThat(broken(behind)).isEqualTo("line 2: something stands behind the array");
    assertThat(behind.acknowledged()).isEqualTo(new Place(2, 2));
  }

  @ParameterizedTest
  @EnumSource(RowFormat.class)
  void readsMayEndAnywhere(RowFormat format) {
    Random random = Randoms.random(IntakeTest.class);
    for (int round = 0; round < 50; round++) {
      int count = random.nextInt(20);
      String rows =
          IntStream.range(0, count)
              .mapToObj(Intakes::row)
              .collect(Collectors.joining(format == RowFormat.NDJSON ? "\r\n" : ","));
      String body = format == RowFormat.NDJSON ? rows : "[" + rows + "]";
      IntakeReport report =
          intake.run(new SmallReads(body.getBytes(UTF_8), random), format, Compression.NONE);
      assertThat(report.counts().read()).isEqualTo(count);
      assertThat(report.counts().rejected()).isZero();
      assertThat(report.end()).isEqualTo(new IntakeEnd.Complete());
    }
  }

  @Test
  void rowsGoToTheStoreInBatches() {
    lines(rows(0, 2_500));
    assertThat(store.appendSizes()).containsExactly(1_000, 1_000, 500);
    store.appendSizes().clear();
    String large = "x".repeat(1_000_000);
    lines(
        IntStream.range(0, 3)
            .mapToObj(
                i -> "{%s,\"InteractionId\":\"%d\",\"City\":\"%s\"}\n".formatted(LEAST, i, large))
            .collect(Collectors.joining()));
    assertThat(store.appendSizes()).containsExactly(3);
  }

  @Test
  void aWholeInputHasALimit() {
    String row = row(1) + "\n";
    String exact = row.repeat(Intakes.MAX_BYTES / row.length());
    String most = exact + " ".repeat(Intakes.MAX_BYTES - exact.length());
    assertThat(lines(most).end()).isEqualTo(new IntakeEnd.Complete());
    IntakeReport report = lines(most + " ");
    assertThat(broken(report)).contains("more than the 4,194,304 bytes that are accepted");
    assertThat(((IntakeEnd.Broken) report.end()).failure().isTooLarge()).isTrue();
    assertThat(report.acknowledged().row()).isEqualTo(exact.length() / row.length());
  }

  @Test
  void rejectedRowsAreReportedOneByOneUpToALimit() {
    IntakeReport report = lines("x\n".repeat(Intakes.MAX_REPORTED + 3) + row(1));
    assertThat(report.counts()).isEqualTo(new ImportCounts(9, 1, 0, 0, 0, 0, 0, 8));
    assertThat(report.rejected()).hasSize(Intakes.MAX_REPORTED);
    assertThat(report.rejectedLeftOut()).isEqualTo(3);
    assertThat(lines("x\n".repeat(Intakes.MAX_REPORTED)).rejectedLeftOut()).isZero();
  }

  @Test
  void manyRejectedRowsWaitForNoStore() {
    IntakeReport report = lines("x\n".repeat(5_000));
    assertThat(report.counts().rejected()).isEqualTo(5_000);
    assertThat(store.appendSizes()).isEmpty();
  }

  @Test
  void everyVerdictIsCounted() {
    String other = row(1).replace("}", ",\"City\":\"Bonn\"}");
    IntakeReport report =
        lines(
            String.join(
                "\n", row(1), row(1), other, other.replace("}", ",\"Version\":2}"), row(1), "x"));
    assertThat(report.counts()).isEqualTo(new ImportCounts(6, 1, 1, 2, 1, 0, 0, 1));
    assertThat(report.conflicts()).containsExactly(new Place(3, 3));
  }

  @Test
  void aStoreThatFailsLeavesOnlyWhatItTookAcknowledged() {
    for (StoreException failure :
        List.of(
            new StoreException.Overloaded("busy", null),
            new StoreException.OutcomeUnknown("no answer", null),
            new StoreException.Unavailable("disk full", null),
            new StoreException.Damaged("block 7", null))) {
      store.failAppends(2, failure);
      String body = "x\n" + rows(0, 2_500) + "y\n";
      IntakeReport report = lines(body);
      assertThat(report.end()).isEqualTo(new IntakeEnd.StoreFailed(failure));
      assertThat(report.acknowledged()).isEqualTo(new Place(2_000, 2_000));
      assertThat(report.counts().read()).isEqualTo(2_000);
      assertThat(Intakes.codes(report)).isEqualTo("row-not-json");
      assertThat(stored()).hasSize(1_999);
    }
    assertThat(lines(rows(0, 2_500)).counts())
        .isEqualTo(new ImportCounts(2_500, 501, 1_999, 0, 0, 0, 0, 0));
  }

  @Test
  void aStoreThatFailsAtOnceLeavesNothingAcknowledged() {
    store.failAppends(0, new StoreException.Unavailable("disk full", null));
    IntakeReport report = lines("x\n" + row(1));
    assertThat(report.acknowledged()).isEqualTo(new Place(0, 0));
    assertThat(report.counts()).isEqualTo(ImportCounts.NONE);
    assertThat(report.rejected()).isEmpty();
  }

  @Test
  void anOverloadedStoreIsAskedAgain() {
    store.failAppends(
        0,
        new StoreException.Overloaded("busy", null),
        new StoreException.OutcomeUnknown("no answer", null));
    List<Duration> pauses = List.of(Duration.ZERO, Duration.ZERO);
    Intake patient =
        new Intake(
            new RowContract(
                Intakes.TYPES,
                RowRules.ofExport(RowRules.Decision.KEEP, RowRules.Decision.KEEP),
                InstantSource.system()),
            store,
            new Retry(pauses, pause -> {}),
            new IntakeLimits(1_000, 1_000, 0));
    assertThat(Intakes.lines(patient, row(1)).counts().stored()).isEqualTo(1);
  }

  @Test
  void aSenderWhoIsGoneIsToldHowFarItWas() {
    InputStream gone =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("gone");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            throw new IOException("gone");
          }
        };
    byte[] begun = (rows(0, 1_500) + "{\"Inter").getBytes(UTF_8);
    IntakeReport report =
        intake.run(
            new SequenceInputStream(new ByteArrayInputStream(begun), gone),
            RowFormat.NDJSON,
            Compression.NONE);
    assertThat(report.end()).isInstanceOf(IntakeEnd.Unreadable.class);
    assertThat(report.acknowledged()).isEqualTo(new Place(1_500, 1_500));
    assertThat(stored()).hasSize(1_500);
  }

  private static String rows(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> row(i) + "\n").collect(Collectors.joining());
  }

  private IntakeReport lines(String body) {
    return Intakes.lines(intake, body);
  }

  private IntakeReport array(String body) {
    return Intakes.array(intake, body);
  }

  private static String broken(IntakeReport report) {
    assertThat(report.end()).isInstanceOf(IntakeEnd.Broken.class);
    return String.valueOf(((IntakeEnd.Broken) report.end()).failure().getMessage());
  }

  private List<Interaction> stored() {
    return Rows.rest(memory.scan(TimeRange.ALL));
  }
}
