package dev.touchstone.odata;

/** Values of a caller as an error message shows them. */
final class Shown {
  private static final int LONGEST = 100;

  private Shown() {}

  /** The text, cut after {@value #LONGEST} characters. */
  static String of(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    boolean inPair = Character.isHighSurrogate(text.charAt(LONGEST - 1));
    return text.substring(0, inPair ? LONGEST - 1 : LONGEST) + "…";
  }
}
