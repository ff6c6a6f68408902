package dev.touchstone.odata.metadata;

import dev.touchstone.interaction.DataType;
import java.util.Locale;

/** How words of the catalogue are spelled as names of enumeration members. All methods are pure. */
public final class Names {
  private Names() {}

  /** The member of a category: {@code EmailDelivery} for {@code email-delivery}. */
  public static String category(String word) {
    StringBuilder name = new StringBuilder();
    boolean start = true;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean digit = c >= '0' && c <= '9';
      if (letter || digit) {
        name.append(start ? String.valueOf(c).toUpperCase(Locale.ROOT) : String.valueOf(c));
      }
      start = !letter && !digit;
    }
    boolean startsWell = !name.isEmpty() && Character.isLetter(name.charAt(0));
    return startsWell ? name.toString() : "_" + name;
  }

  /** The member of a data type. */
  public static String dataType(DataType type) {
    return switch (type) {
      case STRING -> "String";
      case INT64 -> "Int64";
      case DOUBLE -> "Double";
      case DATE_TIME -> "DateTimeOffset";
      case GUID -> "Guid";
    };
  }
}
