package dev.touchstone.interaction;

/**
 * A column of an interaction type, as the Blob export has it.
 *
 * @param name exact casing, 1 to {@value Fields#MAX_NAME_BYTES} bytes of UTF-8
 * @param required whether a row of the type is expected to have a value here
 */
public record Column(String name, DataType dataType, boolean required) {
  /** A column that may be absent. */
  public Column(String name, DataType dataType) {
    this(name, dataType, false);
  }

  public Column {
    Text.check(name, Fields.MAX_NAME_BYTES, "a column name");
  }
}
