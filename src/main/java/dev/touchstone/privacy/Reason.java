package dev.touchstone.privacy;

import dev.touchstone.interaction.InvalidValueException;
import java.util.regex.Pattern;

/**
 * Why something was done: a word or the number of a case, such as {@code request-4711}. It is kept
 * for ever and shown to many, so it has no room for sentences, names and mail addresses.
 */
public record Reason(String text) {
  public static final int MAX_CHARS = 64;

  /** What is accepted, as the end of a sentence. */
  public static final String ACCEPTED =
      "1 to "
          + MAX_CHARS
          + " of the characters A-Z a-z 0-9 . _ : / # -, such as the number of a case; it is kept"
          + " for ever, so never write who it is about";

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:/#-]{1," + MAX_CHARS + "}");

  /**
   * @throws InvalidValueException if it is none
   */
  public Reason {
    if (!FORM.matcher(text).matches()) {
      throw new InvalidValueException(text, ACCEPTED);
    }
  }

  /**
   * Reads a reason.
   *
   * @throws InvalidValueException if it is none
   */
  public static Reason parse(String text) {
    return new Reason(text);
  }
}
