package dev.touchstone.privacy.request;

import dev.touchstone.interaction.InvalidValueException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a person may ask for: Articles 15 to 18 of the GDPR. */
public enum Right {
  /** "Give me my data": answered with a package. */
  ACCESS("[0-9a-f]{64}", "the SHA-256 of the package in hexadecimal, as sha256sum prints it"),
  /** "Forget me": answered with a receipt. */
  ERASURE("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "the id of a receipt of an erasure"),
  /** "That is wrong." */
  RECTIFICATION(Forms.REFERENCE, Forms.REFERENCE_ACCEPTED),
  /** "Do not use it." */
  RESTRICTION(Forms.REFERENCE, Forms.REFERENCE_ACCEPTED);

  /** What answers a request for access or erasure of somebody of whom nothing is kept. */
  public static final String NONE = "none";

  private final Pattern answer;
  private final String accepted;

  private static final class Forms {
    static final String REFERENCE = "[A-Za-z0-9._:/#-]{1,64}";
    static final String REFERENCE_ACCEPTED =
        "a reference to what was done: 1 to 64 of the characters A-Z a-z 0-9 . _ : / # -";
  }

  Right(String answer, String accepted) {
    this.answer = Pattern.compile(answer);
    this.accepted = accepted;
  }

  /** Whether a request is answered with a proof, or with {@link #NONE} where there is nothing. */
  boolean takesProof() {
    return switch (this) {
      case ACCESS, ERASURE -> true;
      case RECTIFICATION, RESTRICTION -> false;
    };
  }

  /**
   * Checks the form of an answer that completes a request.
   *
   * @throws InvalidValueException if it has not the form
   */
  void checkAnswer(String text) {
    if (!answer.matcher(text).matches() && !(takesProof() && text.equals(NONE))) {
      throw new InvalidValueException(
          text,
          takesProof()
              ? "%s; or '%s' where nothing is kept of the person".formatted(accepted, NONE)
              : accepted);
    }
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
