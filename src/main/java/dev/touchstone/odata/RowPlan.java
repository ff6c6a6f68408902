package dev.touchstone.odata;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.Column;
import dev.touchstone.interaction.ColumnNames;
import dev.touchstone.interaction.DataType;
import dev.touchstone.interaction.InteractionType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the rows of one type are written: which columns in which order, their names already escaped.
 * Immutable.
 */
final class RowPlan {
  /**
   * The columns of the documented answer, in its order. Every type begins with them; the first is
   * in every row.
   */
  private static final List<String> DOCUMENTED =
      List.of(
          ColumnNames.INTERACTION_ID,
          ColumnNames.INTERACTION_TYPE,
          ColumnNames.TIMESTAMP,
          "OrganizationId",
          "EmailDomain",
          "ActivityId",
          "SendingId",
          ColumnNames.CONTACT_ID,
          "MessageId",
          "CustomerJourneyId",
          "CustomerJourneyIterationId",
          "UsageType",
          "EmailAddressUsed");

  /** Columns of the export that the documented answer does not have. */
  private static final Set<String> LEFT_OUT = Set.of(ColumnNames.VERSION, ColumnNames.INTERNAL_ID);

  private final List<Slot> slots = new ArrayList<>();
  private final Map<String, Integer> slotOfField = new HashMap<>();
  private final Escapes escapes;

  /** Where a column's value comes from. */
  enum Source {
    ID,
    TYPE,
    TIMESTAMP,
    CONTACT,
    FIELD
  }

  /**
   * One column.
   *
   * @param key opening brace (the first) or comma (all others), name and colon
   * @param number whether a value that is a number in JSON is written as one
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out of the package
  record Slot(Source source, byte[] key, boolean number) {}

  RowPlan(InteractionType type, Escapes escapes) {
    this.escapes = escapes;
    Map<String, DataType> columns = new LinkedHashMap<>();
    DOCUMENTED.forEach(name -> columns.put(name, DataType.STRING));
    for (Column column : type.columns()) {
      if (!LEFT_OUT.contains(column.name())) {
        columns.put(column.name(), column.dataType());
      }
    }
    columns.forEach(this::add);
  }

  private void add(String name, DataType dataType) {
    Source source =
        switch (name) {
          case ColumnNames.INTERACTION_ID -> Source.ID;
          case ColumnNames.INTERACTION_TYPE -> Source.TYPE;
          case ColumnNames.TIMESTAMP -> Source.TIMESTAMP;
          case ColumnNames.CONTACT_ID -> Source.CONTACT;
          default -> Source.FIELD;
        };
    boolean number =
        switch (dataType) {
          case INT64, DOUBLE -> true;
          case STRING, DATE_TIME, GUID -> false;
        };
    if (source == Source.FIELD) {
      slotOfField.put(name, slots.size());
    }
    slots.add(new Slot(source, key(slots.isEmpty() ? "{" : ",", name), number));
  }

  List<Slot> slots() {
    return slots;
  }

  Escapes escapes() {
    return escapes;
  }

  /** The index of the slot in which a field is written, or -1 if the type has no such column. */
  int slotOf(String field) {
    return slotOfField.getOrDefault(field, -1);
  }

  /** What stands before a value: {@code before}, name and colon. */
  byte[] key(String before, String name) {
    String quote = new String(escapes.quote(), UTF_8);
    return (before + quote + escapes.escape(name) + quote + ":").getBytes(UTF_8);
  }
}
