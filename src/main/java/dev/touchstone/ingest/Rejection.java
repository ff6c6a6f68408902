package dev.touchstone.ingest;

import org.jspecify.annotations.Nullable;

/**
 * A row that was not stored, and why. Column, value and reason may hold personal data: they go to
 * whoever sent the row and never into a log.
 *
 * @param blob the path of the blob inside its source, such as {@code csv/<InteractionType>/<name>}
 * @param line the line of the blob on which the row begins; the header's is 1
 * @param code the same, for programs
 * @param column the column at fault; null where it is the row as a whole
 * @param value the text at fault, shortened to {@value #LONGEST_VALUE} characters; null where there
 *     is none to show
 * @param reason a sentence that says what is wrong and what would be right
 * @param bytes where the row stands in the blob, unpacked
 */
public record Rejection(
    String blob,
    long line,
    RejectionCode code,
    @Nullable String column,
    @Nullable String value,
    String reason,
    ByteRange bytes) {
  public static final int LONGEST_VALUE = 100;

  public Rejection {
    value = value == null ? null : shortened(value);
  }

  static Rejection of(Blob blob, long line, RowRejectedException why, ByteRange bytes) {
    return new Rejection(
        blob.path(), line, why.code(), why.column(), why.value(), why.reason(), bytes);
  }

  /**
   * Some bytes of a blob.
   *
   * @param offset how many bytes stand before them
   * @param length how many they are, the line break included
   */
  public record ByteRange(long offset, long length) {}

  /** The value, shortened to {@value #LONGEST_VALUE} characters. */
  static String shortened(String value) {
    if (value.length() <= LONGEST_VALUE) {
      return value;
    }
    boolean splitsPair = Character.isHighSurrogate(value.charAt(LONGEST_VALUE - 2));
    return value.substring(0, splitsPair ? LONGEST_VALUE - 2 : LONGEST_VALUE - 1) + "…";
  }
}
