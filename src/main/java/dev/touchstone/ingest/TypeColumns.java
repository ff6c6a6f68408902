package dev.touchstone.ingest;

import dev.touchstone.interaction.Column;
import dev.touchstone.interaction.ColumnNames;
import dev.touchstone.interaction.DataType;
import dev.touchstone.interaction.Guid;
import dev.touchstone.interaction.InteractionType;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.interaction.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the catalogue says of the columns of one type. Immutable. */
final class TypeColumns {
  private static final int LONGEST_NUMBER = 64;

  private final Map<String, DataType> columns = new HashMap<>();
  private final List<String> required;

  TypeColumns(InteractionType type) {
    for (Column column : type.columns()) {
      columns.put(column.name(), column.dataType());
    }
    required =
        type.columns().stream()
            .filter(Column::required)
            .map(Column::name)
            .filter(name -> !ColumnNames.IDENTITY.contains(name))
            .toList();
  }

  /** Columns that a row must have beside those of its identity. */
  List<String> required() {
    return required;
  }

  /** Whether the type has the column; any column where the catalogue knows none of the type. */
  boolean has(String column) {
    return columns.isEmpty() || columns.containsKey(column);
  }

  /** What is wrong with a value that is not empty; null if nothing is. */
  @Nullable RowRejectedException unfit(String column, String value) {
    DataType type = columns.getOrDefault(column, DataType.STRING);
    return switch (type) {
      case STRING -> null;
      case INT64 ->
          isInteger(value)
              ? null
              : unfit(RejectionCode.VALUE_NOT_INTEGER, column, value, "a whole number of 64 bits");
      case DOUBLE ->
          isNumber(value)
              ? null
              : unfit(
                  RejectionCode.VALUE_NOT_NUMBER,
                  column,
                  value,
                  "a number such as -1.5 or 3e8 that a double can hold");
      case DATE_TIME ->
          isDate(value)
              ? null
              : unfit(
                  RejectionCode.VALUE_NOT_DATE,
                  column,
                  value,
                  "a moment with its offset from UTC, like 2020-03-16T18:58:06Z");
      case GUID ->
          Guid.parse(value) != null
              ? null
              : unfit(
                  RejectionCode.VALUE_NOT_GUID,
                  column,
                  value,
                  "a GUID with or without dashes, in any case");
    };
  }

  private static RowRejectedException unfit(
      RejectionCode code, String column, String value, String accepted) {
    return new RowRejectedException(
        code, column, value, new InvalidValueException(value, accepted));
  }

  private static boolean isInteger(String value) {
    char first = value.charAt(0);
    if (value.length() > LONGEST_NUMBER || first == '+') {
      return false;
    }
    try {
      Long.parseLong(value);
      return isAscii(value);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean isNumber(String value) {
    if (value.length() > LONGEST_NUMBER || !value.chars().allMatch(TypeColumns::isOfNumber)) {
      return false;
    }
    try {
      return Double.isFinite(Double.parseDouble(value));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean isOfNumber(int c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
  }

  /** Java reads the digits of every script. */
  private static boolean isAscii(String value) {
    return value.chars().allMatch(c -> c < 0x80);
  }

  private static boolean isDate(String value) {
    try {
      Timestamp.parse(value);
      return true;
    } catch (InvalidValueException e) {
      return false;
    }
  }
}
