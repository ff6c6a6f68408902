package dev.touchstone.interaction;

/**
 * A column of an interaction type, as the Blob export has it.
 *
 * @param name exact casing, 1 to {@value Fields#MAX_NAME_BYTES} bytes of UTF-8
 */
public record Column(String name, DataType dataType) {
  public Column {
    Text.check(name, Fields.MAX_NAME_BYTES, "a column name");
  }
}
