package dev.touchstone.ingest;

import dev.touchstone.interaction.ColumnNames;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.interaction.TypeName;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The columns of a blob, from its header: where each part of a row stands in a record. */
final class ExportColumns {
  private static final int ABSENT = -1;

  private final List<String> names;
  private final int interactionType;
  private final int contactId;
  private final int timestamp;
  private final int internalId;
  private final int interactionId;
  private final int version;

  /** The columns that become fields: their names in the order that {@link Fields} has. */
  private final String[] fieldNames;

  private final int[] fieldPositions;

  /** How many bytes the names take in {@link Fields}; each is counted with every row. */
  private final int nameBytes;

  private ExportColumns(List<String> names, Map<String, Integer> positions, Fields sorted) {
    this.names = names;
    interactionType = positions.getOrDefault(ColumnNames.INTERACTION_TYPE, ABSENT);
    contactId = positions.getOrDefault(ColumnNames.CONTACT_ID, ABSENT);
    timestamp = positions.getOrDefault(ColumnNames.TIMESTAMP, ABSENT);
    internalId = positions.getOrDefault(ColumnNames.INTERNAL_ID, ABSENT);
    interactionId = positions.getOrDefault(ColumnNames.INTERACTION_ID, ABSENT);
    version = positions.getOrDefault(ColumnNames.VERSION, ABSENT);
    fieldNames = new String[sorted.size()];
    fieldPositions = new int[sorted.size()];
    for (int i = 0; i < sorted.size(); i++) {
      fieldNames[i] = sorted.name(i);
      fieldPositions[i] = positions.getOrDefault(sorted.name(i), ABSENT);
    }
    nameBytes = Arrays.stream(fieldNames).mapToInt(name -> name.length() * 3).sum();
  }

  /**
   * Reads a header.
   *
   * @throws RowRejectedException if rows cannot be read with it
   */
  static ExportColumns of(List<String> names) throws RowRejectedException {
    Map<String, Integer> positions = new HashMap<>();
    Map<String, String> fields = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.isEmpty()) {
        throw new RowRejectedException(
            RejectionCode.HEADER, null, null, "column %d has no name".formatted(i + 1));
      }
      Integer before = positions.put(name, i);
      if (before != null) {
        String reason = "two columns have this name: %d and %d".formatted(before + 1, i + 1);
        throw new RowRejectedException(RejectionCode.HEADER, name, null, reason);
      }
      if (!ColumnNames.IDENTITY.contains(name)) {
        fields.put(name, "x");
      }
    }
    require(positions, ColumnNames.TIMESTAMP);
    require(positions, ColumnNames.INTERNAL_ID, ColumnNames.INTERACTION_ID);
    try {
      return new ExportColumns(List.copyOf(names), positions, Fields.of(fields));
    } catch (InvalidValueException e) {
      throw new RowRejectedException(
          RejectionCode.HEADER, null, null, "the header: " + e.getMessage());
    }
  }

  private static void require(Map<String, Integer> positions, String... oneOf)
      throws RowRejectedException {
    if (Arrays.stream(oneOf).noneMatch(positions::containsKey)) {
      String expected = String.join(" or ", oneOf);
      throw new RowRejectedException(
          RejectionCode.HEADER, expected, null, "the header has no column " + expected);
    }
  }

  /**
   * Returns itself.
   *
   * @param type null where rows must say their type
   * @throws RowRejectedException if they must and cannot
   */
  ExportColumns requireType(@Nullable TypeName type) throws RowRejectedException {
    if (type == null && interactionType == ABSENT) {
      throw new RowRejectedException(
          RejectionCode.HEADER,
          ColumnNames.INTERACTION_TYPE,
          null,
          "the header has no column %s, and nothing else names the type"
              .formatted(ColumnNames.INTERACTION_TYPE));
    }
    return this;
  }

  int size() {
    return names.size();
  }

  /** The name of the column at {@code position}, the first being 1. */
  String name(int position) {
    return names.get(position - 1);
  }

  /**
   * The parts of a row.
   *
   * @param row has as many fields as there are columns
   * @throws RowRejectedException if its fields are too large
   */
  SourceRow row(CsvRecord row) throws RowRejectedException {
    return new SourceRow(
        text(row, interactionType),
        text(row, contactId),
        text(row, timestamp),
        text(row, internalId),
        text(row, interactionId),
        text(row, version),
        fields(row));
  }

  private static String text(CsvRecord row, int position) {
    return position == ABSENT ? "" : row.text(position);
  }

  private Fields fields(CsvRecord row) throws RowRejectedException {
    String[] texts = new String[2 * fieldNames.length];
    int count = 0;
    for (int i = 0; i < fieldNames.length; i++) {
      String value = row.text(fieldPositions[i]);
      if (!value.isEmpty()) {
        texts[count++] = fieldNames[i];
        texts[count++] = value;
      }
    }
    Fields fields = Fields.ofSorted(count == texts.length ? texts : Arrays.copyOf(texts, count));
    return nameBytes + row.length() > Fields.MAX_BYTES ? checked(fields) : fields;
  }

  /** The names were checked with the header; only a large row can break the limit of the whole. */
  private static Fields checked(Fields fields) throws RowRejectedException {
    try {
      return Fields.of(fields.toMap());
    } catch (InvalidValueException e) {
      throw new RowRejectedException(RejectionCode.ROW_FIELDS, null, null, e);
    }
  }
}
