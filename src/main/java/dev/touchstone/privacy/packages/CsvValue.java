package dev.touchstone.privacy.packages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.ByteSet;
import java.util.regex.Pattern;

/** What a value in UTF-8 is to a spreadsheet. All methods are pure. */
final class CsvValue {
  private static final int LONGEST_NUMBER = 42;
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,20}(\\.[0-9]{1,20})?");

  /** The wide forms of {@code = + - @}, which some spreadsheets take for the narrow ones. */
  private static final String WIDE = "＝＋－＠";

  private static final int WIDE_BYTES = 3;

  private static final ByteSet SPECIAL = ByteSet.controlsAnd(",;\"");

  private CsvValue() {}

  /** Whether it needs no quotes. */
  static boolean isPlain(byte[] bytes, int start, int length) {
    int end = start + length;
    if (SPECIAL.find(bytes, start, end) != end) {
      return false;
    }
    return length == 0 || (bytes[start] != ' ' && bytes[end - 1] != ' ');
  }

  /** Whether a spreadsheet would run it; a signed number is none. */
  static boolean isFormula(byte[] bytes, int start, int length) {
    if (length == 0) {
      return false;
    }
    return switch (bytes[start]) {
      case '=', '@', '\t', '\r', '\n' -> true;
      case '+', '-' ->
          length > LONGEST_NUMBER
              || !NUMBER.matcher(new String(bytes, start, length, UTF_8)).matches();
      case (byte) 0xEF ->
          length >= WIDE_BYTES && WIDE.contains(new String(bytes, start, WIDE_BYTES, UTF_8));
      default -> false;
    };
  }
}
