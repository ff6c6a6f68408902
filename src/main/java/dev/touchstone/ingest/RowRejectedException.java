package dev.touchstone.ingest;

import dev.touchstone.interaction.InvalidValueException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Why a row cannot be an interaction. Rejected rows are expected, so it has no stack trace. */
final class RowRejectedException extends Exception {
  private static final long serialVersionUID = 1L;
  private final RejectionCode code;
  private final transient @Nullable String column;
  private final transient @Nullable String value;
  private final transient String reason;

  RowRejectedException(
      RejectionCode code, @Nullable String column, @Nullable String value, String reason) {
    super(reason, null, false, false);
    this.code = code;
    this.column = column;
    this.value = value;
    this.reason = reason;
  }

  RowRejectedException(
      RejectionCode code,
      @Nullable String column,
      @Nullable String value,
      InvalidValueException why) {
    this(code, column, value, Objects.requireNonNull(why.getMessage()));
  }

  RejectionCode code() {
    return code;
  }

  @Nullable String column() {
    return column;
  }

  @Nullable String value() {
    return value;
  }

  String reason() {
    return reason;
  }
}
