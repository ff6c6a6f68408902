package dev.touchstone.odata;

import dev.touchstone.interaction.InvalidValueException;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The values that a call gives to the parameters of an action; of the right types, unchecked. */
final class Arguments {
  private final Map<String, Literal> literals;

  /** Takes values that fit the signature; null values are left out. */
  Arguments(Map<String, Literal> literals) {
    this.literals = Map.copyOf(literals);
  }

  /** The text, or null where the parameter was left out. */
  @Nullable String text(String parameter) {
    Literal literal = literals.get(parameter);
    return literal == null ? null : literal.text();
  }

  /** The number, or null where the parameter was left out. */
  @Nullable Integer number(String parameter) {
    String text = text(parameter);
    return text == null ? null : Integer.valueOf(text);
  }

  /**
   * Reads a required text.
   *
   * @param accepted what would be right, as the end of a sentence
   * @throws ODataException if it was left out or {@code read} throws {@link InvalidValueException}
   */
  <T> T required(String parameter, String accepted, Function<String, T> read) {
    T value = optional(parameter, read);
    if (value == null) {
      throw ODataError.badArgument(
          "The parameter '%s' is missing; accepted is %s.".formatted(parameter, accepted));
    }
    return value;
  }

  /**
   * Reads an optional text; null where it was left out.
   *
   * @throws ODataException if {@code read} throws {@link InvalidValueException}
   */
  <T> @Nullable T optional(String parameter, Function<String, T> read) {
    String text = text(parameter);
    try {
      return text == null ? null : read.apply(text);
    } catch (InvalidValueException e) {
      throw ODataError.badArgument(
          "The parameter '%s' is not valid: %s.".formatted(parameter, e.getMessage()));
    }
  }
}
