package dev.touchstone.interaction;

/**
 * A text that is not what it should be. The message names the value and says what is accepted; the
 * caller adds the name of the field, which only it knows.
 *
 * <p>The message holds the value as it came, so it goes back to whoever sent the value and never
 * into a log.
 */
public final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_SHOWN = 100;

  /**
   * @param value the text as it came; shown in the message, shortened if it is long
   * @param accepted what would be right, as the end of a sentence: "a number", "a date as
   *     MM-DD-YYYY"
   */
  public InvalidValueException(String value, String accepted) {
    super("'" + shown(value) + "' is not accepted; accepted is " + accepted);
  }

  private static String shown(String value) {
    if (value.length() <= LONGEST_SHOWN) {
      return value;
    }
    int end =
        Character.isHighSurrogate(value.charAt(LONGEST_SHOWN - 1))
            ? LONGEST_SHOWN - 1
            : LONGEST_SHOWN;
    return value.substring(0, end) + "…";
  }
}
