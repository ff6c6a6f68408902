package dev.touchstone.ingest;

import static dev.touchstone.ingest.Intakes.LEAST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.ingest.IntakeReport.Place;
import dev.touchstone.ingest.IntakeReport.RejectedRow;
import dev.touchstone.ingest.RowRules.Decision;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Rows;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a row must be, rule by rule; the rows are lines of JSON. */
class RowContractTest {
  private static final String OWN =
      "\"InteractionType\":\"Own\",\"Timestamp\":\"2020-03-16T18:58:06Z\",\"InteractionId\":\"1\"";

  private final MemoryStore store = new MemoryStore();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "row-not-json      |             | x",
        "row-not-json      |             | {~a~:1",
        "row-not-json      |             | {'a':1}",
        "row-not-json      |             | {~a~:1}{~b~:1}",
        "row-not-json      |             | {~a~:1,}",
        "row-not-json      |             | {~a~:NaN}",
        "row-not-json      |             | {~a~:~\u0001~}",
        "row-not-json      |             | {~a~:01}",
        "row-not-object    |             | [1]",
        "row-not-object    |             | null",
        "row-not-object    |             | ~text~",
        "column-name       |             | {~~:~x~}",
        "row-not-json      |             | {~\\ud800~:~x~}",
        "column-repeated   | City        | {~City~:~a~,~City~:~a~}",
        "column-repeated   | City        | {~City~:null,~City~:~a~}",
        "column-repeated   | Version     | {~Version~:1,~Version~:1}",
        "column-repeated   | City        | {~City~:~a~,~C\\u0069ty~:~a~}",
        "column-misspelled | contactId   | {~contactId~:~c~}",
        "column-misspelled | TIMESTAMP   | {~TIMESTAMP~:~c~}",
        "value-nested      | City        | {~City~:{}}",
        "value-nested      | Version     | {~Version~:[1]}",
        "value-not-text    | City        | {~City~:~a\\ud800b~}",
        "value-not-text    | City        | {~City~:~\\udc00\\ud800~}",
      })
  void whatIsNoRow(String code, @Nullable String column, String line) {
    RejectedRow row = rejected(line.replace('~', '"'));
    assertThat(row.code().text()).isEqualTo(code);
    assertThat(row.column()).isEqualTo(column);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "type-missing      | InteractionType | {~InteractionType~:~~}",
        "type-invalid      | InteractionType | {~InteractionType~:~a b~}",
        "timestamp-missing | Timestamp       | {~InteractionType~:~EmailSent~}",
        "timestamp-invalid | Timestamp       | {~InteractionType~:~EmailSent~,~Timestamp~:~soon~}",
        "timestamp-invalid | Timestamp       |"
            + " {~InteractionType~:~EmailSent~,~Timestamp~:1584385086}",
        "timestamp-invalid | Timestamp       |"
            + " {~InteractionType~:~EmailSent~,~Timestamp~:~2020-03-16T18:58:06~}",
        "version-invalid   | Version         | {#,~Version~:-1}",
        "version-invalid   | Version         | {#,~Version~:1.0}",
        "version-invalid   | Version         | {#,~Version~:9223372036854775808}",
        "version-invalid   | Version         | {#,~Version~:true}",
        "id-contradictory  | InteractionId   |"
            + " {#,~InteractionId~:~a~,~InternalMarketingInteractionId~:~b~}",
      })
  void whatIsNoInteraction(String code, String column, String line) {
    RejectedRow row = rejected(line.replace('~', '"').replace("#", LEAST));
    assertThat(row.code().text()).isEqualTo(code);
    assertThat(row.column()).isEqualTo(column);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "value-not-integer | Whole  | ~1.5~",
        "value-not-integer | Whole  | 1e3",
        "value-not-integer | Whole  | 9223372036854775808",
        "value-not-integer | Whole  | true",
        "value-not-integer | Whole  | ~+1~",
        "value-not-integer | Whole  | ~١~",
        "value-not-number  | Number | ~1,5~",
        "value-not-number  | Number | 1e999",
        "value-not-number  | Number | ~NaN~",
        "value-not-number  | Number | ~0x1p3~",
        "value-not-number  | Number | ~1d~",
        "value-not-date    | Moment | ~yesterday~",
        "value-not-guid    | Guid   | ~172C1E59A3CD4D85B392316DD76651C~",
      })
  void whatDoesNotFitItsColumn(String code, String column, String value) {
    String line = "{%s,\"Needed\":\"x\",\"%s\":%s}".formatted(OWN, column, value.replace('~', '"'));
    RejectedRow row = rejected(line);
    assertThat(row.code().text()).isEqualTo(code);
    assertThat(row.column()).isEqualTo(column);
    assertThat(row.value()).isEqualTo(value.replace("~", ""));
    assertThat(row.reason()).contains("is not accepted; accepted is a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Whole  | 9223372036854775807",
        "Whole  | -9223372036854775808",
        "Whole  | ~007~",
        "Number | -1.50E+3",
        "Number | ~.5~",
        "Moment | ~3/16/2020 6:58:06 PM +00:00~",
        "Guid   | ~{172C1E59-A3CD-4D85-B392-316DD76651CE}~",
        "Text   | 1.10",
        "Text   | false",
        "Text   | ~\\u0000~",
        "Text   | ~\\ud83d\\ude00~",
      })
  void whatFitsIsKeptAsItCame(String column, String value) {
    String json = value.replace('~', '"');
    lines("{%s,\"Needed\":\"x\",\"%s\":%s}".formatted(OWN, column, json));
    String text = json.replace("\"", "").replace("\\u0000", "\0").replace("\\ud83d\\ude00", "😀");
    assertThat(stored().getFirst().fields().get(column)).isEqualTo(text);
  }

  @Test
  void aColumnThatMustBeThereIsMissed() {
    for (String absent : List.of("", ",\"Needed\":null", ",\"Needed\":\"\"")) {
      RejectedRow row = rejected("{%s%s}".formatted(OWN, absent));
      assertThat(row.code()).isEqualTo(RejectionCode.COLUMN_MISSING);
      assertThat(row.column()).isEqualTo("Needed");
    }
  }

  @Test
  void absentNullAndEmptyAreOneAndTheSame() {
    lines(
        """
        {%1$s,"InteractionId":"1"}
        {%1$s,"InteractionId":"1","City":null,"ContactId":null,"Version":null}
        {%1$s,"InteractionId":"1","City":"","ContactId":"","Version":""}
        """
            .formatted(LEAST));
    assertThat(stored()).hasSize(1);
    assertThat(stored().getFirst().contact()).isEqualTo(ContactId.NONE);
    assertThat(stored().getFirst().version()).isEqualTo(1);
  }

  @Test
  void contactAndIdHaveLimits() {
    String most = "x".repeat(128);
    lines("{%s,\"ContactId\":\"%s\",\"InteractionId\":\"%s\"}".formatted(LEAST, most, most));
    assertThat(stored()).hasSize(1);
    assertThat(rejected("{%s,\"ContactId\":\"%sx\"}".formatted(LEAST, most)).code())
        .isEqualTo(RejectionCode.CONTACT_INVALID);
    RejectedRow row = rejected("{%s,\"InteractionId\":\"%sx\"}".formatted(LEAST, most));
    assertThat(row.code()).isEqualTo(RejectionCode.ID_INVALID);
    assertThat(row.value()).hasSize(100).endsWith("…");
  }

  @Test
  void fieldsHaveLimits() {
    StringBuilder columns = new StringBuilder(LEAST);
    for (int i = 0; i < 500; i++) {
      columns.append(",\"c%d\":1".formatted(i));
    }
    lines("{%s}".formatted(columns));
    assertThat(stored()).hasSize(1);
    assertThat(rejected("{%s,\"c500\":1}".formatted(columns)).code())
        .isEqualTo(RejectionCode.ROW_FIELDS);
    String megabyte = "x".repeat((1 << 20) - 1);
    lines("{%s,\"c\":\"%s\"}".formatted(LEAST, megabyte));
    assertThat(stored()).hasSize(2);
    assertThat(rejected("{%s,\"c\":\"%sx\"}".formatted(LEAST, megabyte)).code())
        .isEqualTo(RejectionCode.ROW_FIELDS);
    assertThat(rejected("{%s,\"%s\":1}".formatted(LEAST, "n".repeat(129))).code())
        .isEqualTo(RejectionCode.ROW_FIELDS);
  }

  @Test
  void rowsFromTheFutureAreRejectedBeyondTheTolerance() {
    String at = "{\"InteractionType\":\"EmailSent\",\"Timestamp\":\"%s\"}";
    lines(at.formatted("2024-05-02T12:00:00Z"));
    assertThat(stored()).hasSize(1);
    RejectedRow row = rejected(at.formatted("2024-05-02T12:00:00.000000001Z"));
    assertThat(row.code()).isEqualTo(RejectionCode.TIMESTAMP_FUTURE);
    assertThat(row.reason()).contains("PT24H");
  }

  @Test
  void whatTheCatalogueDoesNotKnowIsKeptAndCounted() {
    IntakeReport report =
        lines(
            """
            {%1$s,"New":"x","Newer":""}
            {"InteractionType":"Never","Timestamp":"2020-03-16T18:58:06Z","Any":"x"}
            {"InteractionType":"Mine","Timestamp":"2020-03-16T18:58:06Z","Needed":"x"}
            """
                .formatted(LEAST));
    assertThat(report.counts()).isEqualTo(new ImportCounts(3, 3, 0, 0, 0, 0, 0, 0));
    assertThat(report.unknownColumns()).isEqualTo(Map.of("EmailSent.New", 1L));
    assertThat(report.unknownTypes()).isEqualTo(Map.of("Never", 1L));
    assertThat(report.withoutContact()).isEqualTo(3);
    assertThat(stored()).extracting(row -> row.type().value()).contains("Own", "Never");
  }

  @Test
  void whatTheCatalogueDoesNotKnowIsRejectedIfSoConfigured() {
    RowRules rules = RowRules.ofSender(Decision.REJECT, Decision.REJECT, Duration.ofHours(24));
    IntakeReport report =
        Intakes.lines(
            Intakes.of(store, rules),
            """
            {%1$s,"New":"x"}
            {%1$s,"New":""}
            {"InteractionType":"EmailSend","Timestamp":"2020-03-16T18:58:06Z"}
            """
                .formatted(LEAST));
    assertThat(Intakes.codes(report)).isEqualTo("column-unknown type-unknown");
    assertThat(report.rejected().getLast().reason()).contains("the nearest is 'EmailSent'");
    assertThat(report.counts().stored()).isEqualTo(1);
  }

  @Test
  void namesOfWhatIsUnknownAreBounded() {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < ImportSummary.MOST_NAMED + 5; i++) {
      body.append(
          "{\"InteractionType\":\"Never%d\",\"Timestamp\":\"2020-03-16T18:58:06Z\"}\n"
              .formatted(i));
    }
    assertThat(lines(body.toString()).unknownTypes())
        .hasSize(ImportSummary.MOST_NAMED + 1)
        .containsEntry(ImportSummary.OTHERS, 5L);
  }

  @Test
  void aRowWithoutAnIdGetsOneFromItsContent() {
    IntakeReport report =
        lines(
            """
            {%1$s,"ContactId":"c","City":"Bonn"}
            {"City":"Bonn","InteractionId":null,"ContactId":"c",%1$s,"State":""}
            {%1$s,"ContactId":"c","City":"Bonn","Version":2}
            {%1$s,"ContactId":"c","City":"Ulm"}
            {%1$s,"ContactId":"d","City":"Bonn"}
            """
                .formatted(LEAST));
    assertThat(report.derivedIds()).isEqualTo(5);
    assertThat(report.counts()).isEqualTo(new ImportCounts(5, 3, 1, 1, 0, 0, 0, 0));
  }

  /** Computed apart from this program, by Python's hashlib, from what the documents say. */
  @Test
  void aDerivedIdIsTheSameForEver() {
    lines(
        "{\"InteractionType\":\"EmailSent\",\"Timestamp\":\"2020-03-16T19:58:06.250+01:00\","
            + "\"ContactId\":\"{BF41ABF0-1B87-555C-BB68-2D62422BA994}\",\"City\":\"Köln\",\"B\":\"1\"}");
    assertThat(stored().getFirst().id().value()).isEqualTo("59ECD25B5AE087E5AE55FFDDEA7C8765");
  }

  @ParameterizedTest
  @ValueSource(strings = {"BoostValue", "Timestamp"})
  void whatAnExportHasIsKept(String column) throws RowRejectedException {
    RowContract contract =
        new RowContract(
            Intakes.TYPES,
            RowRules.ofExport(Decision.KEEP, Decision.KEEP),
            InstantSource.fixed(Instant.parse(Intakes.NOW)));
    boolean future = column.equals("Timestamp");
    SourceRow row =
        new SourceRow(
            "LeadScoreBoost",
            "c",
            future ? "2030-01-01T00:00:00Z" : Intakes.NOW,
            "1",
            "",
            "",
            Fields.of(future ? Map.of() : Map.of("BoostValue", "a lot")));
    assertThat(contract.check(row, null).doubts())
        .containsExactly(
            new CheckedRow.Doubt(CheckedRow.Kind.UNFIT_VALUE, "LeadScoreBoost." + column));
  }

  private List<Interaction> stored() {
    return Rows.rest(store.scan(TimeRange.ALL));
  }

  private IntakeReport lines(String body) {
    return Intakes.lines(Intakes.of(store), body);
  }

  private RejectedRow rejected(String line) {
    int before = stored().size();
    IntakeReport report = lines(line);
    assertThat(report.end()).isEqualTo(new IntakeEnd.Complete());
    assertThat(stored()).hasSize(before);
    assertThat(report.rejected()).hasSize(1);
    assertThat(report.rejected().getFirst().place()).isEqualTo(new Place(1, 1));
    return report.rejected().getFirst();
  }
}
