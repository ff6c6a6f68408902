package dev.touchstone.interaction;

/**
 * What all texts of an interaction have in common: a limit in UTF-8 bytes, and the order of those
 * bytes.
 */
final class Text {
  private Text() {}

  /**
   * Returns the text if it is not empty, is well-formed UTF-16 and fits.
   *
   * @throws InvalidValueException otherwise
   */
  static String check(String text, int maxBytes, String what) {
    if (text.isEmpty() || text.length() > maxBytes || utf8Length(text) > maxBytes) {
      throw new InvalidValueException(
          text, "%s: 1 to %,d bytes of UTF-8".formatted(what, maxBytes));
    }
    return text;
  }

  /**
   * Returns how many bytes the text has in UTF-8.
   *
   * @throws InvalidValueException if half of a surrogate pair stands alone: such a text has no
   *     UTF-8 form
   */
  static int utf8Length(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes += 1;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(c)) {
        bytes += 3;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        throw new InvalidValueException(
            "\\u%04x at character %d".formatted((int) c, i + 1),
            "text in which every surrogate has its pair");
      }
    }
    return bytes;
  }

  /**
   * Compares by unsigned UTF-8 bytes, which is the order of code points. That is the order of
   * UTF-16 characters too, but for surrogates: what they stand for comes behind every other
   * character.
   */
  static int compareUtf8(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char left = a.charAt(i);
      char right = b.charAt(i);
      if (left != right) {
        boolean ofOneKind = Character.isSurrogate(left) == Character.isSurrogate(right);
        return ofOneKind ? left - right : Character.isSurrogate(left) ? 1 : -1;
      }
    }
    return a.length() - b.length();
  }
}
