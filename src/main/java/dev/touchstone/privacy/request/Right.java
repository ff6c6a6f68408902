package dev.touchstone.privacy.request;

import dev.touchstone.interaction.InvalidValueException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a person may ask for: Articles 15 to 18 of the GDPR. */
public enum Right {
  /** "Give me my data": answered with a package. */
  ACCESS("[0-9a-f]{64}", "the SHA-256 of the package, as sha256sum prints it"),
  /** "Forget me": answered with a receipt. */
  ERASURE("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "the id of a receipt of this store"),
  /** "That is wrong." */
  RECTIFICATION("", "nothing"),
  /** "Do not use it." */
  RESTRICTION("", "nothing");

  private final Pattern answer;
  private final String accepted;

  Right(String answer, String accepted) {
    this.answer = Pattern.compile(answer);
    this.accepted = accepted;
  }

  /**
   * Returns the answer that completes a request if it has the form.
   *
   * @throws InvalidValueException if it has not
   */
  String checkAnswer(String text) {
    if (!answer.matcher(text).matches()) {
      throw wrongAnswer(text);
    }
    return text;
  }

  InvalidValueException wrongAnswer(String text) {
    return new InvalidValueException(text, "%s, for a request for %s".formatted(accepted, text()));
  }

  /** As commands and answers spell it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the name of a right.
   *
   * @throws InvalidValueException if there is none of that name
   */
  public static Right parse(String text) {
    return Arrays.stream(values())
        .filter(right -> right.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidValueException(
                    text, "one of " + Arrays.stream(values()).map(Right::text).toList()));
  }
}
