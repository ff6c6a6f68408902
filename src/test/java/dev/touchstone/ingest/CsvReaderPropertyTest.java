package dev.touchstone.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.testing.Interactions;
import dev.touchstone.testing.Randoms;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvReaderPropertyTest {
  private static final int TABLES = 3_000;

  private final Random random = Randoms.random(CsvReaderPropertyTest.class);

  @Test
  void whatIsWrittenIsRead() {
    for (int i = 0; i < TABLES; i++) {
      List<List<String>> table = table();
      byte[] bytes = write(table).getBytes(UTF_8);
      List<CsvRows.Row> rows =
          CsvRows.of(new SmallReads(bytes, random), CsvReader.MAX_RECORD_BYTES);
      assertThat(rows).allMatch(CsvRows.Good.class::isInstance);
      assertThat(fields(rows)).isEqualTo(table);
    }
  }

  @Test
  void readsLikeFastCsv() throws IOException {
    for (int i = 0; i < TABLES; i++) {
      // A carriage return alone begins a line for the oracle, also within quotes; not for us.
      String text = write(table()).replaceAll("\r(?!\n)", "\r\n");
      List<CsvRows.Row> rows = CsvRows.of(text);
      List<CsvRows.Row> expected = new ArrayList<>();
      try (var oracle = de.siegmar.fastcsv.reader.CsvReader.builder().ofCsvRecord(text)) {
        oracle.forEach(
            record ->
                expected.add(new CsvRows.Good(record.getStartingLineNumber(), record.getFields())));
      }
      assertThat(rows).isEqualTo(expected);
    }
  }

  @Test
  void brokenBytesReadTheSameWhateverTheReads() {
    for (int i = 0; i < TABLES; i++) {
      byte[] bytes = write(table()).getBytes(UTF_8);
      for (int damage = random.nextInt(4); damage > 0 && bytes.length > 0; damage--) {
        bytes[random.nextInt(bytes.length)] = (byte) "\"\n\r,x\u00ff".charAt(random.nextInt(6));
      }
      int limit = 8 + random.nextInt(300);
      assertThat(CsvRows.of(new SmallReads(bytes, random), limit))
          .isEqualTo(CsvRows.of(new ByteArrayInputStream(bytes), limit));
    }
  }

  @Test
  void memoryIsBounded() throws IOException {
    long size = 64L << 20;
    try (InputStream in = new Repeated("\"a\",\"b\r\n".getBytes(UTF_8), size)) {
      CsvReader reader = new CsvReader(in);
      long bytes = 0;
      for (CsvRow row = reader.next(); row != null; row = reader.next()) {
        bytes += row.bytes().length();
      }
      assertThat(bytes).isEqualTo(size);
      assertThat(reader.bufferBytes()).isLessThanOrEqualTo(CsvReader.MAX_RECORD_BYTES);
    }
    try (InputStream in = new Repeated("\"x".getBytes(UTF_8), size)) {
      CsvReader reader = new CsvReader(in);
      CsvRow row = reader.next();
      assertThat(row).isInstanceOf(BrokenCsv.class);
      assertThat(reader.next()).isNull();
      assertThat(reader.bytesDone()).isEqualTo(size);
      assertThat(reader.bufferBytes()).isLessThanOrEqualTo(CsvReader.MAX_RECORD_BYTES);
    }
  }

  /** The same bytes again and again. */
  private static final class Repeated extends InputStream {
    private final byte[] pattern;
    private final long size;
    private long at;

    Repeated(byte[] pattern, long size) {
      this.pattern = pattern;
      this.size = size;
    }

    @Override
    public int read() {
      return at == size ? -1 : pattern[(int) (at++ % pattern.length)] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = (int) Math.min(length, size - at);
      for (int i = 0; i < count; i++) {
        target[offset + i] = pattern[(int) (at++ % pattern.length)];
      }
      return count == 0 ? -1 : count;
    }
  }

  private static List<List<String>> fields(List<CsvRows.Row> rows) {
    return rows.stream().map(row -> ((CsvRows.Good) row).fields()).toList();
  }

  private List<List<String>> table() {
    int width = 1 + random.nextInt(4);
    List<List<String>> table = new ArrayList<>();
    for (int rows = random.nextInt(8); rows > 0; rows--) {
      List<String> row = new ArrayList<>();
      for (int i = 0; i < width; i++) {
        row.add(Interactions.text(random, 0, 12));
      }
      table.add(row);
    }
    return table;
  }

  private String write(List<List<String>> table) {
    StringBuilder out = new StringBuilder();
    String lineEnd = random.nextBoolean() ? "\r\n" : "\n";
    for (List<String> row : table) {
      for (int i = 0; i < row.size(); i++) {
        out.append(i == 0 ? "" : ",").append(field(row.get(i), row.size() == 1));
      }
      out.append(lineEnd);
    }
    if (!out.isEmpty() && random.nextInt(3) == 0) {
      out.setLength(out.length() - lineEnd.length());
    }
    return out.toString();
  }

  private String field(String value, boolean alone) {
    boolean needsQuotes =
        value.chars().anyMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n')
            || (alone && value.isEmpty());
    return needsQuotes || random.nextBoolean() ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }
}
