package dev.touchstone.interaction;

/**
 * The canonical name of an interaction type. Names are case-sensitive. A name need not be in the
 * catalogue: rows of a type that the catalogue does not know are kept under the name they came
 * with.
 *
 * <p>Types are ordered by the UTF-8 bytes of their names.
 *
 * @param value 1 to {@value #MAX_BYTES} characters: letters and digits of ASCII, underscore, dot,
 *     dash
 */
public record TypeName(String value) implements Comparable<TypeName> {
  public static final int MAX_BYTES = 100;

  public TypeName {
    boolean valid =
        !value.isEmpty()
            && value.length() <= MAX_BYTES
            && value.chars().allMatch(TypeName::isAllowed);
    if (!valid) {
      throw new InvalidValueException(
          value,
          "a type name: 1 to " + MAX_BYTES + " of the characters A-Z, a-z, 0-9, '_', '.' and '-'");
    }
  }

  private static boolean isAllowed(int c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '.'
        || c == '-';
  }

  @Override
  public int compareTo(TypeName other) {
    return value.compareTo(other.value);
  }
}
