package dev.touchstone.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads all rows of a small input, each as something that outlives the reader's next call. */
final class CsvRows {
  private CsvRows() {}

  sealed interface Row {}

  record Good(long line, List<String> fields) implements Row {}

  /**
   * @param raw null where it was not kept
   */
  record Bad(long line, int field, String reason, @Nullable String raw) implements Row {}

  static Good good(long line, String... fields) {
    return new Good(line, List.of(fields));
  }

  static List<Row> of(String text) {
    return of(text.getBytes(UTF_8));
  }

  static List<Row> of(byte[] bytes) {
    return of(new CsvReader(new ByteArrayInputStream(bytes)));
  }

  static List<Row> of(InputStream in, int maxRecordBytes) {
    return of(new CsvReader(in, maxRecordBytes));
  }

  private static List<Row> of(CsvReader reader) {
    List<Row> rows = new ArrayList<>();
    try {
      for (CsvRow row = reader.next(); row != null; row = reader.next()) {
        rows.add(
            switch (row) {
              case CsvRecord record -> new Good(record.line(), fields(record));
              case BrokenCsv broken ->
                  new Bad(broken.line(), broken.field(), broken.reason(), text(broken.raw()));
            });
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  static List<String> fields(CsvRecord record) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < record.size(); i++) {
      fields.add(record.text(i));
    }
    return fields;
  }

  static @Nullable String text(@Nullable RawBytes raw) throws IOException {
    if (raw == null) {
      return null;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    raw.writeTo(out);
    return out.toString(UTF_8);
  }
}
