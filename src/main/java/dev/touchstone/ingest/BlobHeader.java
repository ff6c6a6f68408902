package dev.touchstone.ingest;

import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.interaction.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the first record of a blob, and the folder it lies in, say about its rows.
 *
 * @param type the canonical name of the type of its rows; null where they say it
 * @param allQuoted whether every name stands in quotes, as exports write all their fields
 */
record BlobHeader(ExportColumns columns, @Nullable TypeName type, boolean allQuoted) {
  /**
   * Reads a header.
   *
   * @throws RowRejectedException if the blob's rows cannot be read with it
   */
  static BlobHeader of(CsvRow row, @Nullable String folder, TypeCatalogue types)
      throws RowRejectedException {
    TypeName type;
    try {
      type = folder == null ? null : types.canonicalName(folder);
    } catch (InvalidValueException e) {
      throw new RowRejectedException(
          RejectionCode.HEADER, null, folder, "the folder's name " + e.getMessage());
    }
    return switch (row) {
      case BrokenCsv broken ->
          throw new RowRejectedException(
              RejectionCode.HEADER,
              null,
              null,
              "the header, column %d: %s".formatted(broken.field(), broken.reason()));
      case CsvRecord record ->
          new BlobHeader(columns(record).requireType(type), type, record.allQuoted());
    };
  }

  private static ExportColumns columns(CsvRecord record) throws RowRejectedException {
    if (record.size() > CsvRecord.MAX_FIELDS) {
      throw new RowRejectedException(
          RejectionCode.HEADER,
          null,
          null,
          "the header has %,d columns; at most %,d are accepted"
              .formatted(record.size(), CsvRecord.MAX_FIELDS));
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < record.size(); i++) {
      names.add(record.text(i));
    }
    return ExportColumns.of(names);
  }
}
