package dev.touchstone.odata;

/**
 * A value of a request as it was written.
 *
 * @param text a string without its quotes and escapes, a number as it came, else the JSON word; of
 *     an object or array only its brackets
 */
record Literal(Kind kind, String text) {
  enum Kind {
    STRING,
    INTEGER,
    OTHER
  }

  /** Returns this if the type takes it. */
  Literal as(EdmType type) {
    boolean fits =
        switch (type) {
          case STRING -> kind == Kind.STRING;
          case INT32 -> kind == Kind.INTEGER && isInt32();
        };
    if (!fits) {
      throw ODataError.badPayload(
          "Cannot convert the literal '%s' to the expected type '%s'."
              .formatted(Shown.of(text), type.spelling()));
    }
    return this;
  }

  private boolean isInt32() {
    try {
      Integer.parseInt(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
