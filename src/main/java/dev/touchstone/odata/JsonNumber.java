package dev.touchstone.odata;

import java.util.regex.Pattern;

/** Tells which texts are numbers of JSON. */
final class JsonNumber {
  /** A longer text is no number that anybody reads as one. */
  static final int MAX_LENGTH = 64;

  private static final Pattern GRAMMAR =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private JsonNumber() {}

  /** Whether the text, as it is, is a number in JSON, and not too great for a double. */
  static boolean matches(String text) {
    return text.length() <= MAX_LENGTH
        && GRAMMAR.matcher(text).matches()
        && Double.isFinite(Double.parseDouble(text));
  }
}
