package dev.touchstone.interaction;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The data type of a column, with the export model's own spelling. The export's model has no type
 * for GUIDs, which are strings there; a company's own types may say so.
 */
public enum DataType {
  STRING("string"),
  INT64("int64"),
  DOUBLE("double"),
  DATE_TIME("dateTimeOffset"),
  GUID("guid");

  private final String spelling;

  DataType(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling of the export's {@code model.json}. */
  public String spelling() {
    return spelling;
  }

  /**
   * Reads the export model's spelling.
   *
   * @throws InvalidValueException if it is no known one
   */
  public static DataType parse(String text) {
    for (DataType type : values()) {
      if (type.spelling.equals(text)) {
        return type;
      }
    }
    String known =
        Arrays.stream(values()).map(DataType::spelling).collect(Collectors.joining(", "));
    throw new InvalidValueException(text, "one of " + known);
  }
}
