package dev.touchstone.interaction;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The spellings of a GUID that callers use. All methods are pure. */
public final class Guid {
  private static final int DASHED_LENGTH = HexDigits.DASHED_LENGTH;
  private static final int PLAIN_LENGTH = HexDigits.PLAIN_LENGTH;

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

  /** Compares by the digits, as {@link UUID#compareTo} does not. */
  static int compareUnsigned(UUID a, UUID b) {
    int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
  }

  /** Reads 32 hexadecimal digits that start at {@code from}; null if a character is none. */
  private static @Nullable UUID parsePlain(String text, int from) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < PLAIN_LENGTH; i++) {
      int digit = hexDigit(text.charAt(from + i));
      if (digit < 0) {
        return null;
      }
      high = (high << 4) | (low >>> 60);
      low = (low << 4) | digit;
    }
    return new UUID(high, low);
  }

  private static @Nullable UUID parseDashed(String text, int from) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < DASHED_LENGTH; i++) {
      char c = text.charAt(from + i);
      boolean dashHere = i == 8 || i == 13 || i == 18 || i == 23;
      if (dashHere != (c == '-')) {
        return null;
      }
      if (dashHere) {
        continue;
      }
      int digit = hexDigit(c);
      if (digit < 0) {
        return null;
      }
      high = (high << 4) | (low >>> 60);
      low = (low << 4) | digit;
    }
    return new UUID(high, low);
  }

  private static int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int lower = c | 0x20;
    return c < 0x80 && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
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
