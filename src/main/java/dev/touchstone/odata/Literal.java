package dev.touchstone.odata;

import java.util.List;

/**
 * A value of a request as it was written.
 *
 * @param text a string without its quotes and escapes, a number as it came, else the JSON word; of
 *     an object or array only its brackets
 * @param elements the strings of an array of nothing else; otherwise empty
 */
record Literal(Kind kind, String text, List<String> elements) {
  enum Kind {
    STRING,
    INTEGER,
    BOOLEAN,
    STRINGS,
    OTHER
  }

  Literal {
    elements = List.copyOf(elements);
  }

  Literal(Kind kind, String text) {
    this(kind, text, List.of());
  }

  /** Returns this if the type takes it. */
  Literal as(EdmType type) {
    boolean fits =
        switch (type) {
          case STRING -> kind == Kind.STRING;
          case INT32 -> kind == Kind.INTEGER && isInt32();
          case BOOLEAN -> kind == Kind.BOOLEAN;
          case STRINGS -> kind == Kind.STRINGS;
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
