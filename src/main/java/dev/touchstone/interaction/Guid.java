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
    int length = to - from;
    byte[] bytes = length == DASHED_LENGTH || length == PLAIN_LENGTH ? bytes(text) : null;
    if (bytes == null) {
      return null;
    }
    return length == DASHED_LENGTH
        ? HexDigits.dashed(bytes, from, true)
        : HexDigits.plain(bytes, from);
  }

  /** Reads a GUID as {@link #toDashedLower} writes it; null if the text is anything else. */
  public static @Nullable UUID parseDashedLower(String text) {
    // Most texts of that length are told apart by one character.
    byte[] bytes = text.length() == DASHED_LENGTH && text.charAt(8) == '-' ? bytes(text) : null;
    return bytes == null ? null : HexDigits.dashed(bytes, 0, false);
  }

  /**
   * A byte for each character; those that need more become question marks, which no digit is. Null
   * if there is a pair of surrogates, which becomes one.
   */
  private static byte @Nullable [] bytes(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return bytes.length == text.length() ? bytes : null;
  }

  /** Compares by the digits, as {@link UUID#compareTo} does not. */
  static int compareUnsigned(UUID a, UUID b) {
    int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
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
