package dev.touchstone.client;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * One interaction as the server wrote it: names and texts, in the server's order. Immutable.
 *
 * <p>A field that the interaction does not have is absent; there are no fields that are null. Two
 * rows are equal if the server wrote them alike.
 */
public final class InteractionRow {
  private final String json;
  private final SequencedMap<String, String> fields;
  private final Instant timestamp;

  private InteractionRow(String json, SequencedMap<String, String> fields) {
    this.json = json;
    this.fields = Collections.unmodifiableSequencedMap(fields);
    required("InteractionId");
    required("InteractionType");
    required("ContactId");
    try {
      this.timestamp = Instant.parse(required("Timestamp"));
    } catch (DateTimeException e) {
      throw new JsonException("a row's Timestamp is not a moment like 2020-03-16T18:58:06Z");
    }
  }

  /**
   * Reads one row, as {@link #json} gives it.
   *
   * @throws IllegalArgumentException if the text is not a JSON object, or has not the fields that
   *     every row has; the message does not repeat the text
   */
  public static InteractionRow parse(String json) {
    JsonReader in = new JsonReader(json);
    InteractionRow row = read(in);
    in.end();
    return row;
  }

  static InteractionRow read(JsonReader in) {
    int start = in.start();
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    in.object(
        name -> {
          String value = in.text();
          if (value != null) {
            fields.put(name, value);
          }
        });
    return new InteractionRow(in.since(start), fields);
  }

  /** What tells this interaction apart from others of the same contact, type and time. */
  public String interactionId() {
    return required("InteractionId");
  }

  /** The type, as it was asked for. */
  public String interactionType() {
    return required("InteractionType");
  }

  /** When it happened, to the nanosecond. */
  public Instant timestamp() {
    return timestamp;
  }

  /** The contact, a GUID in lower case with dashes or another text. */
  public String contactId() {
    return required("ContactId");
  }

  /**
   * The field of this name, or null if the row has none. A number is given as it is written, like
   * {@code 12.50}.
   */
  public @Nullable String get(String name) {
    return fields.get(name);
  }

  /**
   * The field of this name as a number, or null if the row has none.
   *
   * @throws NumberFormatException if the field is not a number
   */
  public @Nullable BigDecimal number(String name) {
    String text = get(name);
    try {
      return text == null ? null : new BigDecimal(text);
    } catch (NumberFormatException e) {
      // The JDK's message may repeat the text, which may be personal data.
      throw new NumberFormatException("the field " + name + " is not a number");
    }
  }

  /** Every field in the server's order; cannot be changed. */
  public SequencedMap<String, String> fields() {
    return fields;
  }

  /** The row as the server wrote it: a JSON object. */
  public String json() {
    return json;
  }

  private String required(String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new JsonException("a row has no " + name);
    }
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof InteractionRow row && row.json.equals(json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  /** The type only: everything else is personal data and must not reach a log by accident. */
  @Override
  public String toString() {
    return "InteractionRow[" + interactionType() + "]";
  }
}
