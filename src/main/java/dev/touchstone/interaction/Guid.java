package dev.touchstone.interaction;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The spellings of a GUID that callers use. All methods are pure. */
public final class Guid {
  private static final int DASHED_LENGTH = HexDigits.DASHED_LENGTH;
  private static final int PLAIN_LENGTH = HexDigits.PLAIN_LENGTH;

  /** The value of each character that is a hexadecimal digit; -1 of all others. */
  private static final byte[] DIGITS = digits();

  private Guid() {}

  /**
   * Reads a GUID with or without dashes, in any case, with or without braces; null if the text is
   * none of these.
   */
  public static @Nullable UUID parse(String text) {
    int from = 0;
    int to = text.length();
    if (to > PLAIN_LENGTH && text.charAt(0) == '{' && text.charAt(to - 1) == '}') {
      from = 1;
      to--;
    }
    return switch (to - from) {
      case DASHED_LENGTH -> parseDashed(text, from);
      case PLAIN_LENGTH -> parsePlain(text, from);
      default -> null;
    };
  }

  /** Reads a GUID as {@link #toDashedLower} writes it; null if the text is anything else. */
  public static @Nullable UUID parseDashedLower(String text) {
    if (text.length() != DASHED_LENGTH) {
      return null;
    }
    for (int i = 0; i < DASHED_LENGTH; i++) {
      if (text.charAt(i) >= 'A' && text.charAt(i) <= 'F') {
        return null;
      }
    }
    return parseDashed(text, 0);
  }

  /** Compares by the digits, as {@link UUID#compareTo} does not. */
  static int compareUnsigned(UUID a, UUID b) {
    int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
  }

  /** Reads 32 hexadecimal digits that start at {@code from}; null if a character is none. */
  private static @Nullable UUID parsePlain(String text, int from) {
    long first = number(text, from, 8);
    long second = number(text, from + 8, 8);
    long third = number(text, from + 16, 8);
    long fourth = number(text, from + 24, 8);
    return (first | second | third | fourth) < 0
        ? null
        : new UUID((first << 32) | second, (third << 32) | fourth);
  }

  private static @Nullable UUID parseDashed(String text, int from) {
    boolean dashed =
        text.charAt(from + 8) == '-'
            && text.charAt(from + 13) == '-'
            && text.charAt(from + 18) == '-'
            && text.charAt(from + 23) == '-';
    if (!dashed) {
      return null;
    }
    long first = number(text, from, 8);
    long second = number(text, from + 9, 4);
    long third = number(text, from + 14, 4);
    long fourth = number(text, from + 19, 4);
    long fifth = number(text, from + 24, 12);
    return (first | second | third | fourth | fifth) < 0
        ? null
        : new UUID((first << 32) | (second << 16) | third, (fourth << 48) | fifth);
  }

  /** The number that some digits make, negative if one of them is none. */
  private static long number(String text, int from, int count) {
    long number = 0;
    int signs = 0;
    for (int i = from; i < from + count; i++) {
      int digit = hexDigit(text.charAt(i));
      signs |= digit;
      number = (number << 4) | (digit & 0xF);
    }
    return signs < 0 ? -1 : number;
  }

  /** Not negative, or -1 if the character is none. */
  private static int hexDigit(char c) {
    return c < DIGITS.length ? DIGITS[c] : -1;
  }

  private static byte[] digits() {
    byte[] digits = new byte['f' + 1];
    for (int c = 0; c < digits.length; c++) {
      digits[c] = (byte) Character.digit(c, 16);
    }
    return digits;
  }

  /** 32 upper-case digits without dashes, as interaction ids are written. */
  public static String toPlainUpper(UUID guid) {
    byte[] text = new byte[PLAIN_LENGTH];
    HexDigits.putPlainUpper(guid.getMostSignificantBits(), guid.getLeastSignificantBits(), text, 0);
    return new String(text, ISO_8859_1);
  }

  /** Lower case with dashes, as every other GUID is written. */
  public static String toDashedLower(UUID guid) {
    byte[] text = new byte[DASHED_LENGTH];
    HexDigits.putDashed(guid.getMostSignificantBits(), guid.getLeastSignificantBits(), text, 0);
    return new String(text, ISO_8859_1);
  }
}
