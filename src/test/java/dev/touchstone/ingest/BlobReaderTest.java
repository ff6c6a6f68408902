package dev.touchstone.ingest;

import static dev.touchstone.ingest.ExportFolder.HEADER;
import static dev.touchstone.ingest.ExportFolder.good;
import static dev.touchstone.ingest.ExportFolder.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.CatalogueFile;
import dev.touchstone.ingest.Rejection.ByteRange;
import dev.touchstone.ingest.RowRules.Decision;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BlobReaderTest {
  private static final RowContract CONTRACT =
      new RowContract(
          CatalogueFile.standard(),
          RowRules.ofExport(Decision.KEEP, Decision.KEEP),
          InstantSource.system());
  private static final String TIME = "2020-03-16T18:58:06Z";
  private static final String ID = "DFF30757B4385B518F3FA7341C10E814";

  @Test
  void aRowBecomesAnInteraction() throws IOException {
    Interaction read =
        accepted(
            "EmailSent",
            "Own,InteractionType,Timestamp,InternalMarketingInteractionId,Version,ContactId,Empty\n"
                + "own,EmailSent,3/16/2020 6:58:06 PM"
                + " +00:00,dff30757-b438-5b51-8f3f-a7341c10e814,7,{2AAC86FE-48A9-5536-A607-97495221C573},\n");
    assertThat(read.type().value()).isEqualTo("EmailSent");
    assertThat(read.timestamp()).isEqualTo(Instant.parse(TIME));
    assertThat(read.id().value()).isEqualTo(ID);
    assertThat(read.version()).isEqualTo(7);
    assertThat(read.contact().value()).isEqualTo("2aac86fe-48a9-5536-a607-97495221c573");
    assertThat(read.fields()).isEqualTo(Fields.of(Map.of("Own", "own")));
  }

  @Test
  void fieldsAreThoseThatTheModelMakes() throws IOException {
    Map<String, String> fields = Map.of("é", "1", "a", "\"", "Z", "3", "\uffff", "4", "😀", "5");
    List<String> names = List.copyOf(fields.keySet());
    String header = "Timestamp,InteractionId," + String.join(",", names);
    String values =
        names.stream()
            .map(name -> "\"" + fields.getOrDefault(name, "").replace("\"", "\"\"") + "\"")
            .collect(Collectors.joining(","));
    assertThat(accepted("Own", header + "\n" + TIME + ",x," + values).fields())
        .isEqualTo(Fields.of(fields));
  }

  @Test
  void whatIsAbsentHasItsDefault() throws IOException {
    Interaction read = accepted("Own", "Timestamp,InteractionId\n" + TIME + ",x\n");
    assertThat(read.contact()).isEqualTo(ContactId.NONE);
    assertThat(read.version()).isEqualTo(1);
    assertThat(read.type().value()).isEqualTo("Own");
    assertThat(
            accepted(
                "Own",
                "Timestamp,InteractionId,ContactId,Version,InteractionType\n" + TIME + ",x,,,\n"))
        .isEqualTo(read);
  }

  @Test
  void theTypeIsTheFoldersInEverySpelling() throws IOException {
    String listed = "EmailContainsBlockListedLinks";
    String blacklisted = "EmailContainsBlacklistedLinks";
    for (String folder : List.of(listed, blacklisted)) {
      for (String named : List.of(listed, blacklisted, "")) {
        String text = "InteractionType,Timestamp,InteractionId\n" + named + "," + TIME + ",x\n";
        assertThat(accepted(folder, text).type().value()).isEqualTo(listed);
      }
    }
    assertThat(rejected("InteractionType,Timestamp,InteractionId\nEmailOpened," + TIME + ",x\n"))
        .isEqualTo(
            rejection(
                2,
                RejectionCode.TYPE_OTHER,
                "InteractionType",
                "EmailOpened",
                "the row says it is of another type than the folder it lies in, which is of type"
                    + " EmailSent",
                new ByteRange(40, 35)));
  }

  @Test
  void bothIdsMayBeGivenIfTheyAreOne() throws IOException {
    String header = "Timestamp,InternalMarketingInteractionId,InteractionId\n" + TIME;
    String dashed = "dff30757-b438-5b51-8f3f-a7341c10e814";
    assertThat(accepted("Own", header + "," + ID + "," + dashed + "\n").id().value()).isEqualTo(ID);
    assertThat(accepted("Own", header + ",," + dashed + "\n").id().value()).isEqualTo(ID);
    assertThat(accepted("Own", header + "," + dashed + ",\n").id().value()).isEqualTo(ID);
    refused(
        header + "," + ID + ",x\n",
        "InteractionId",
        "x",
        "the row has two ids: InternalMarketingInteractionId says another one");
    refused(
        header + ",,\n",
        "InternalMarketingInteractionId",
        "",
        "the row has no id; expected is one in InternalMarketingInteractionId or InteractionId");
  }

  @Test
  void valuesThatAreNotAcceptedAreNamed() throws IOException {
    String header = "Timestamp,InteractionId,ContactId,Version\n";
    refused(header + ",x,,\n", "Timestamp", "", "'' is not accepted; accepted is a moment");
    refused(header + "2020-02-30T00:00:00Z,x,,\n", "Timestamp", "2020-02-30T00:00:00Z", "moment");
    String longText = "c".repeat(129);
    String shown = "c".repeat(99) + "…";
    refused(header + TIME + ",x," + longText + ",\n", "ContactId", shown, "1 to 128 bytes");
    refused(header + TIME + "," + longText + ",,\n", "InteractionId", shown, "1 to 128 bytes");
    for (String version : List.of("one", "-1", "+1", "1.0", " 1", "٣", "9223372036854775808")) {
      refused(
          header + TIME + ",x,," + version + "\n",
          "Version",
          version,
          "a whole number of 0 to 9,223,372,036,854,775,807");
    }
    assertThat(accepted("Own", header + TIME + ",x,,9223372036854775807\n").version())
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void everyColumnNeedsAValue() throws IOException {
    String header = "Timestamp,InteractionId,A\n";
    refused(
        header + TIME + ",x\n", null, null, "the row has 2 fields, but the header has 3 columns");
    refused(
        header + TIME + ",x,,\n", null, null, "the row has 4 fields, but the header has 3 columns");
  }

  @Test
  void aRowTooLargeIsRefused() throws IOException {
    String header = "Timestamp,InteractionId,A\n" + TIME + ",x,";
    String fits = "x".repeat(Fields.MAX_BYTES - 1);
    assertThat(accepted("Own", header + fits).fields().value(0)).isEqualTo(fits);
    refused(header + fits + "x", null, null, "at most 1,048,576 bytes of fields");
    String quotes = "\"".repeat(2 * (Fields.MAX_BYTES - 1));
    assertThat(accepted("Own", header + '"' + quotes + '"').fields().value(0))
        .hasSize(Fields.MAX_BYTES - 1);
  }

  @Test
  void aBrokenRowNamesItsColumn() throws IOException {
    refused(
        "Timestamp,InteractionId,A\n" + TIME + ",\"x\"y,\n", "InteractionId", null, "text stands");
  }

  @Test
  void textOfABrokenRowIsNotTakenForARow() throws IOException {
    String forged = "EmailSent," + TIME + ",forged,1,victim,example.com\r\n";
    List<BlobRow> rows =
        rows(
            "EmailSent",
            HEADER
                + row("EmailSent", TIME, "a", "1", "contact", "text\r\n" + forged)
                    .replace("\"text", "\"\"text")
                + good(1)
                + forged);
    assertThat(rows).hasSize(5);
    assertThat(rows.subList(0, 3)).allMatch(BlobRow.Rejected.class::isInstance);
    assertThat(rows.subList(3, 5)).allMatch(BlobRow.Accepted.class::isInstance);
    assertThat(((BlobRow.Rejected) rows.get(1)).rejection().reason())
        .startsWith("the row stands behind a broken one and is not wholly in quotes");
  }

  @Test
  void aBlobWithoutRowsIsNoMistake() throws IOException {
    assertThat(rows("EmailSent", "")).isEmpty();
    assertThat(rows("EmailSent", "\ufeff\r\n")).isEmpty();
    assertThat(rows("EmailSent", HEADER)).isEmpty();
    assertThat(rows("EmailSent", HEADER.strip())).isEmpty();
  }

  @Test
  void aHeaderThatCannotBeUsedRejectsTheBlob() throws IOException {
    String rest = "\n" + TIME + ",x,y\n".repeat(3);
    wholeBlob("Timestamp,InteractionId,A,B,A" + rest, "A", "two columns have this name: 3 and 5");
    wholeBlob("Timestamp,InteractionId," + rest, null, "column 3 has no name");
    wholeBlob("InteractionId,A" + rest, "Timestamp", "the header has no column Timestamp");
    String ids = "InternalMarketingInteractionId or InteractionId";
    wholeBlob("Timestamp,A" + rest, ids, "the header has no column " + ids);
    wholeBlob("Timestamp,\"InteractionId" + rest, null, "the header, column 2: the quote that");
    wholeBlob("Timestamp,InteractionId," + "n".repeat(129) + rest, null, "1 to 128 bytes");
    wholeBlob("Timestamp,InteractionId" + names(501) + rest, null, "at most 500 fields");
    wholeBlob(
        "Timestamp,InteractionId" + names(1_000) + rest,
        null,
        "the header has 1,002 columns; at most 1,000 are accepted");
    assertThat(rows("EmailSent", "Timestamp,InteractionId" + names(500) + "\n")).isEmpty();
  }

  @Test
  void aFolderThatIsNoTypeNameRejectsTheBlob() throws IOException {
    List<BlobRow> rows = rows("Email Sent", HEADER + good(1) + good(2));
    assertThat(rows).hasSize(1);
    assertThat(((BlobRow.Rejected) rows.get(0)).rejection().reason())
        .startsWith("the folder's name 'Email Sent' is not accepted; accepted is a type name");
  }

  private static String names(int count) {
    return IntStream.range(0, count).mapToObj(i -> ",c" + i).collect(Collectors.joining());
  }

  private static void wholeBlob(String text, @Nullable String column, String reason)
      throws IOException {
    Rejection rejection = rejected(text);
    assertThat(rejection.line()).isEqualTo(1);
    assertThat(rejection.column()).isEqualTo(column);
    assertThat(rejection.reason()).contains(reason);
    assertThat(rejection.bytes()).isEqualTo(new ByteRange(0, text.length()));
  }

  private static void refused(
      String text, @Nullable String column, @Nullable String value, String reason)
      throws IOException {
    Rejection rejection = rejected(text);
    assertThat(rejection.line()).isEqualTo(2);
    assertThat(rejection.column()).isEqualTo(column);
    assertThat(rejection.value()).isEqualTo(value);
    assertThat(rejection.reason()).contains(reason);
  }

  private static Rejection rejection(
      long line, RejectionCode code, String column, String value, String reason, ByteRange bytes) {
    return new Rejection("csv/EmailSent/blob", line, code, column, value, reason, bytes);
  }

  private static Rejection rejected(String text) throws IOException {
    List<BlobRow> rows = rows("EmailSent", text);
    assertThat(rows).singleElement().isInstanceOf(BlobRow.Rejected.class);
    return ((BlobRow.Rejected) rows.get(0)).rejection();
  }

  private static Interaction accepted(String type, String text) throws IOException {
    List<BlobRow> rows = rows(type, text);
    assertThat(rows).singleElement().isInstanceOf(BlobRow.Accepted.class);
    return ((BlobRow.Accepted) rows.get(0)).interaction();
  }

  private static List<BlobRow> rows(String type, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    Blob blob = Blobs.export(type, "blob", bytes);
    BlobReader reader = new BlobReader(blob, new ByteArrayInputStream(bytes), CONTRACT);
    List<BlobRow> rows = new ArrayList<>();
    for (BlobRow row = reader.next(); row != null; row = reader.next()) {
      rows.add(row);
    }
    return rows;
  }
}
