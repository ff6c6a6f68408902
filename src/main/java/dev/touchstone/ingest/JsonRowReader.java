package dev.touchstone.ingest;

import dev.touchstone.interaction.ColumnNames;
import dev.touchstone.interaction.FieldsBuilder;
import dev.touchstone.interaction.InvalidValueException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a row that is one JSON object: its names are columns, its values are text. A number is the
 * text that stands there, {@code true} and {@code false} are their names, {@code null} is absent as
 * an empty text is. Objects and arrays are no values: what a column of text would lose is refused.
 *
 * <p>Belongs to one thread.
 */
final class JsonRowReader {
  private static final Map<String, String> IDENTITY_IN_LOWER_CASE = identityInLowerCase();

  private final JsonFactory json;
  private final int maxRowBytes;
  private final Utf8Check utf8 = new Utf8Check();
  private final FieldsBuilder fields = new FieldsBuilder();
  private final Map<String, String> identity = new HashMap<>();

  /**
   * @param json of {@link #factory}
   */
  JsonRowReader(JsonFactory json, int maxRowBytes) {
    this.json = json;
    this.maxRowBytes = maxRowBytes;
  }

  /** What may be shared by readers: it remembers the names of columns. Thread-safe. */
  static JsonFactory factory(int maxRowBytes) {
    // A row's length is bounded before it is read, so nothing in it needs another bound.
    return JsonFactory.builder()
        .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxStringLength(maxRowBytes)
                .maxNameLength(maxRowBytes)
                .maxNumberLength(maxRowBytes)
                .build())
        .build();
  }

  private static Map<String, String> identityInLowerCase() {
    Map<String, String> names = new HashMap<>();
    ColumnNames.IDENTITY.forEach(name -> names.put(name.toLowerCase(Locale.ROOT), name));
    return names;
  }

  /**
   * The parts of a row.
   *
   * @throws RowRejectedException if it is not one object in JSON, or its fields are too many or too
   *     large
   */
  SourceRow read(JsonRow row) throws RowRejectedException {
    if (row.tooLong) {
      throw new RowRejectedException(
          RejectionCode.ROW_TOO_LARGE,
          null,
          null,
          "the row is longer than %,d bytes".formatted(maxRowBytes));
    }
    checkBytes(row);
    fields.clear();
    identity.clear();
    try (JsonParser in =
        json.createParser(ObjectReadContext.empty(), row.buffer, row.from, row.length)) {
      readObject(in);
    } catch (JacksonException e) {
      throw notJson(Math.clamp(e.getLocation().getByteOffset(), 1, Math.max(1, row.length)));
    }
    return sourceRow();
  }

  private void checkBytes(JsonRow row) throws RowRejectedException {
    int signs = 0;
    for (int i = row.from; i < row.from + row.length; i++) {
      signs |= row.buffer[i];
      if (row.buffer[i] == 0) {
        // The parser would take it for UTF-16.
        throw notJson(i - row.from + 1);
      }
    }
    int invalid = signs < 0 ? utf8.firstInvalid(row.buffer, row.from, row.length) : -1;
    if (invalid >= 0) {
      throw new RowRejectedException(
          RejectionCode.ROW_NOT_UTF8,
          null,
          null,
          "byte 0x%02X is not UTF-8 here, at the row's byte %,d"
              .formatted(row.buffer[row.from + invalid], invalid + 1));
    }
  }

  private static RowRejectedException notJson(long place) {
    return new RowRejectedException(
        RejectionCode.ROW_NOT_JSON,
        null,
        null,
        "the row is not JSON; the mistake is at its byte %,d".formatted(place));
  }

  private void readObject(JsonParser in) throws RowRejectedException {
    JsonToken first = in.nextToken();
    if (first != JsonToken.START_OBJECT) {
      throw new RowRejectedException(
          first == null ? RejectionCode.ROW_NOT_JSON : RejectionCode.ROW_NOT_OBJECT,
          null,
          null,
          "the row is not a JSON object; accepted is an object of columns and their values");
    }
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      put(name, value(name, in, in.nextToken()));
    }
    if (in.nextToken() != null) {
      throw new RowRejectedException(
          RejectionCode.ROW_NOT_JSON, null, null, "something stands behind the row's object");
    }
  }

  private static @Nullable String value(String name, JsonParser in, @Nullable JsonToken token)
      throws RowRejectedException {
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
      throw new RowRejectedException(
          RejectionCode.VALUE_NESTED,
          name,
          token == JsonToken.START_OBJECT ? "{…}" : "[…]",
          "objects and arrays are not accepted; accepted is text, a number, true, false or null");
    }
    String text = in.getString();
    if (hasLoneSurrogate(text)) {
      throw new RowRejectedException(
          RejectionCode.VALUE_NOT_TEXT,
          name,
          null,
          "half of a surrogate pair is not accepted; accepted is text in which each has its pair");
    }
    return text;
  }

  private static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean paired =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!paired) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  private void put(String name, @Nullable String value) throws RowRejectedException {
    boolean fresh;
    if (ColumnNames.IDENTITY.contains(name)) {
      fresh = identity.put(name, value == null ? "" : value) == null;
    } else {
      checkName(name);
      fresh = fields.put(name, value);
    }
    if (!fresh) {
      throw new RowRejectedException(
          RejectionCode.COLUMN_REPEATED, name, value, "the column stands in the row twice");
    }
  }

  /** A row whose contact has another spelling would be kept as one without a contact. */
  private static void checkName(String name) throws RowRejectedException {
    if (name.isEmpty()) {
      throw new RowRejectedException(RejectionCode.COLUMN_NAME, null, null, "a column has no name");
    }
    String meant = IDENTITY_IN_LOWER_CASE.get(name.toLowerCase(Locale.ROOT));
    if (meant != null) {
      throw new RowRejectedException(
          RejectionCode.COLUMN_MISSPELLED, name, null, "the column is spelled %s".formatted(meant));
    }
  }

  private SourceRow sourceRow() throws RowRejectedException {
    try {
      return new SourceRow(
          part(ColumnNames.INTERACTION_TYPE),
          part(ColumnNames.CONTACT_ID),
          part(ColumnNames.TIMESTAMP),
          part(ColumnNames.INTERNAL_ID),
          part(ColumnNames.INTERACTION_ID),
          part(ColumnNames.VERSION),
          fields.build());
    } catch (InvalidValueException e) {
      throw new RowRejectedException(RejectionCode.ROW_FIELDS, null, null, e);
    }
  }

  private String part(String name) {
    return identity.getOrDefault(name, "");
  }
}
