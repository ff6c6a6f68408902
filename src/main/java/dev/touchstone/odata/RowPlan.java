package dev.touchstone.odata;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.Column;
import dev.touchstone.interaction.ColumnNames;
import dev.touchstone.interaction.DataType;
import dev.touchstone.interaction.InteractionType;
import dev.touchstone.store.codec.RowCodec;
import java.util.ArrayList;
import java.util.Arrays;
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

  private final Slot[] slots;
  private final Map<String, Integer> slotOfField = new HashMap<>();

  /** By the number of the column; -1 where the type has no such column. */
  private final int[] slotOfNumber;

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
   * @param open the same, and what a text begins with
   * @param number whether a value that is a number in JSON is written as one
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out of the package
  record Slot(Source source, byte[] key, byte[] open, boolean number) {}

  RowPlan(InteractionType type, Escapes escapes) {
    this.escapes = escapes;
    Map<String, DataType> columns = new LinkedHashMap<>();
    DOCUMENTED.forEach(name -> columns.put(name, DataType.STRING));
    for (Column column : type.columns()) {
      if (!LEFT_OUT.contains(column.name())) {
        columns.put(column.name(), column.dataType());
      }
    }
    List<Slot> all = new ArrayList<>();
    columns.forEach((name, dataType) -> all.add(slot(all.size(), name, dataType)));
    this.slots = all.toArray(Slot[]::new);
    this.slotOfNumber = new int[RowCodec.COLUMNS + 1];
    Arrays.fill(slotOfNumber, -1);
    slotOfField.forEach((name, slot) -> slotOfNumber[RowCodec.columnNumber(name)] = slot);
  }

  private Slot slot(int index, String name, DataType dataType) {
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
      slotOfField.put(name, index);
    }
    String before = index == 0 ? "{" : ",";
    return new Slot(source, key(before, name), open(before, name), number);
  }

  /** Not to be changed. */
  Slot[] slots() {
    return slots;
  }

  Escapes escapes() {
    return escapes;
  }

  /** The index of the slot in which a field is written, or -1 if the type has no such column. */
  int slotOf(String field) {
    return slotOfField.getOrDefault(field, -1);
  }

  /**
   * The same by the number of the column. That of a column without a number is not to be asked for.
   */
  int slotOf(int number) {
    return slotOfNumber[number];
  }

  /** What stands before a value: {@code before}, name and colon. */
  private byte[] key(String before, String name) {
    String quote = new String(escapes.quote(), UTF_8);
    return (before + quote + escapes.escape(name) + quote + ":").getBytes(UTF_8);
  }

  /** What stands before a text: {@code before}, name, colon and quote. */
  byte[] open(String before, String name) {
    String quote = new String(escapes.quote(), UTF_8);
    return (before + quote + escapes.escape(name) + quote + ":" + quote).getBytes(UTF_8);
  }
}
