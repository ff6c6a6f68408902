package dev.touchstone.ingest;

import static dev.touchstone.ingest.CsvRows.good;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.ingest.CsvRows.Bad;
import dev.touchstone.ingest.Rejection.ByteRange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvReaderTest {
  private static final int SMALL = 32;
  private static final String BEHIND_QUOTE =
      "text stands behind the closing quote; a quote inside a field is written twice";
  private static final String BARE_QUOTE =
      "a quote stands inside a field that does not begin with one; put the field in quotes and"
          + " write the quote twice";

  @Test
  void fieldsMayStandInQuotesOrNot() {
    assertThat(CsvRows.of("a,\"b\",\"\"\r\n,\"c,d\",e f\r\n"))
        .containsExactly(good(1, "a", "b", ""), good(2, "", "c,d", "e f"));
  }

  @Test
  void quotesAreDoubled() {
    assertThat(CsvRows.of("\"\"\"\",\"a\"\"b\",\"\"\"\"\"\"\n"))
        .containsExactly(good(1, "\"", "a\"b", "\"\""));
  }

  @Test
  void linesEndInEveryWay() {
    assertThat(CsvRows.of("a\r\nb\nc")).containsExactly(good(1, "a"), good(2, "b"), good(3, "c"));
    assertThat(CsvRows.of("a\n\"b\"")).containsExactly(good(1, "a"), good(2, "b"));
    assertThat(CsvRows.of("a,\n,")).containsExactly(good(1, "a", ""), good(2, "", ""));
  }

  @Test
  void aFileCutBetweenReturnAndFeedIsWhole() {
    assertThat(CsvRows.of("a\r\n\"b\"\r")).containsExactly(good(1, "a"), good(2, "b"));
    assertThat(CsvRows.of("a\r\n\r")).containsExactly(good(1, "a"));
  }

  @Test
  void quotedFieldsHoldLineBreaks() {
    assertThat(CsvRows.of("\"a\r\nb\",\"\n\"\nc,d\n"))
        .containsExactly(good(1, "a\r\nb", "\n"), good(4, "c", "d"));
  }

  @Test
  void byteOrderMarkAndEmptyLinesAreSkipped() {
    assertThat(CsvRows.of("\ufeff\r\n\"a\"\n\n\r\nb\n"))
        .containsExactly(good(2, "a"), good(5, "b"));
    assertThat(CsvRows.of("a\n\ufeffb\n")).containsExactly(good(1, "a"), good(2, "\ufeffb"));
  }

  @Test
  void nothingIsNothing() {
    assertThat(CsvRows.of("")).isEmpty();
    assertThat(CsvRows.of("\ufeff")).isEmpty();
    assertThat(CsvRows.of("\r\n\n")).isEmpty();
  }

  @Test
  void nulIsText() {
    assertThat(CsvRows.of("a\0b,\"\0\"\n")).containsExactly(good(1, "a\0b", "\0"));
  }

  @Test
  void textIsUtf8() {
    assertThat(CsvRows.of("é,\"߀😀\"\n")).containsExactly(good(1, "é", "߀😀"));
  }

  @Test
  void whatIsNotUtf8IsRefusedWithItsLineAndColumn() {
    byte[] bytes = "a,b\r\nc,\"d\n\u00e9\"\r\ne,f\r\n".getBytes(ISO_8859_1);
    List<CsvRows.Row> rows = CsvRows.of(bytes);
    assertThat(rows).hasSize(3);
    assertThat(rows.get(1))
        .isEqualTo(new Bad(2, 2, "byte 0xE9 is not UTF-8 here", "c,\"d\n\ufffd\"\r\n"));
    assertThat(rows.get(2)).isEqualTo(good(4, "e", "f"));
  }

  @Test
  void overlongAndSurrogateAndCutSequencesAreNotUtf8() {
    int[][] sequences = {{0xC0, 0x80}, {0xED, 0xA0, 0x80}, {0xF4, 0x90, 0x80, 0x80}, {0xE2, 0x82}};
    for (int[] sequence : sequences) {
      byte[] bytes = new byte[sequence.length];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) sequence[i];
      }
      assertThat(CsvRows.of(bytes)).singleElement().isInstanceOf(Bad.class);
    }
  }

  @Test
  void textBehindAClosingQuoteIsRefused() {
    assertThat(CsvRows.of("a\n\"b\",\"c\"d\n\"e\"\n"))
        .containsExactly(good(1, "a"), new Bad(2, 2, BEHIND_QUOTE, "\"b\",\"c\"d\n"), good(3, "e"));
  }

  @Test
  void aQuoteInsideAnUnquotedFieldIsRefused() {
    assertThat(CsvRows.of("a,b\"c\nd\n"))
        .containsExactly(new Bad(1, 2, BARE_QUOTE, "a,b\"c\n"), good(2, "d"));
  }

  @Test
  void aReturnWithoutFeedIsRefused() {
    assertThat(CsvRows.of("a\rb\nc\n"))
        .containsExactly(
            new Bad(
                1,
                1,
                "a carriage return stands outside of quotes without a line feed behind it",
                "a\rb\n"),
            good(2, "c"));
  }

  @Test
  void aQuoteThatNeverClosesCostsOneLine() {
    assertThat(CsvRows.of("a,b\nc,\"d\ne,f\ng,h"))
        .containsExactly(
            good(1, "a", "b"),
            new Bad(
                2,
                2,
                "the quote that opens the field is not closed before the end of the file",
                "c,\"d\n"),
            good(3, "e", "f"),
            good(4, "g", "h"));
  }

  @Test
  void aQuoteThatClosesInTheNextRowCostsOneLine() {
    assertThat(CsvRows.of("\"a\",\"b\n\"c\",\"d\"\n\"e\",\"f\"\n"))
        .containsExactly(
            new Bad(1, 2, BEHIND_QUOTE, "\"a\",\"b\n"), good(2, "c", "d"), good(3, "e", "f"));
  }

  @Test
  void everyLineOfABrokenRecordIsReported() {
    assertThat(CsvRows.of("\"a\nb\",\"c\"d\ne\n"))
        .containsExactly(
            new Bad(1, 2, BEHIND_QUOTE, "\"a\n"),
            new Bad(2, 1, BARE_QUOTE, "b\",\"c\"d\n"),
            good(3, "e"));
  }

  @Test
  void aRowAtTheLimitFitsAndOneByteMoreDoesNot() {
    String fits = "x".repeat(SMALL - 1) + "\n";
    assertThat(small("a\n" + fits + "b\n"))
        .containsExactly(good(1, "a"), good(2, fits.strip()), good(3, "b"));
    assertThat(small("a\nx" + fits + "b\n"))
        .containsExactly(
            good(1, "a"), new Bad(2, 1, "the row is longer than 32 bytes", null), good(3, "b"));
  }

  @Test
  void aQuoteThatDoesNotCloseWithinTheLimitCostsOneLine() {
    assertThat(small("\"a\n" + "b\n".repeat(20)))
        .startsWith(
            new Bad(1, 1, "the quote that opens the field is not closed within 32 bytes", "\"a\n"),
            good(2, "b"))
        .hasSize(21);
  }

  @Test
  void aLineBeyondTheLimitIsNotKept() throws IOException {
    String text = "a\n\"" + "x".repeat(100_000) + "\nb";
    CsvReader reader = new CsvReader(new ByteArrayInputStream(text.getBytes(UTF_8)), SMALL);
    assertThat(reader.next()).isInstanceOf(CsvRecord.class);
    assertThat(reader.next())
        .isInstanceOfSatisfying(
            BrokenCsv.class,
            broken -> {
              assertThat(broken.bytes()).isEqualTo(new ByteRange(2, 100_002));
              assertThat(broken.raw()).isNull();
            });
    assertThat(reader.next())
        .isInstanceOfSatisfying(
            CsvRecord.class, record -> assertThat(record.text(0)).isEqualTo("b"));
    assertThat(reader.next()).isNull();
    assertThat(reader.bufferBytes()).isEqualTo(SMALL);
  }

  @Test
  void recordsKnowTheirBytes() throws IOException {
    CsvReader reader =
        new CsvReader(new ByteArrayInputStream("\ufeffa,b\r\n\n\"c\"\n".getBytes(UTF_8)));
    List<ByteRange> ranges = new ArrayList<>();
    for (CsvRow row = reader.next(); row != null; row = reader.next()) {
      ranges.add(row.bytes());
    }
    assertThat(ranges).containsExactly(new ByteRange(3, 5), new ByteRange(9, 4));
    assertThat(reader.bytesSkipped()).isEqualTo(4);
    assertThat(reader.bytesDone()).isEqualTo(13);
  }

  private static List<CsvRows.Row> small(String text) {
    return CsvRows.of(new ByteArrayInputStream(text.getBytes(UTF_8)), SMALL);
  }
}
