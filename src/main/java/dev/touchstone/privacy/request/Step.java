package dev.touchstone.privacy.request;

import dev.touchstone.interaction.InvalidValueException;
import java.util.Arrays;
import java.util.Locale;

/** What is done with a request. */
public enum Step {
  CREATE(RequestState.OPEN),
  /** It takes longer than 30 days: 60 more, once, said before the 30 are over. */
  EXTEND(RequestState.OPEN),
  COMPLETE(RequestState.DONE),
  REFUSE(RequestState.REFUSED),
  WITHDRAW(RequestState.WITHDRAWN);

  private final RequestState after;

  Step(RequestState after) {
    this.after = after;
  }

  RequestState after() {
    return after;
  }

  /** As commands and answers spell it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the name of a step that changes a request.
   *
   * @throws InvalidValueException if there is none of that name
   */
  public static Step parse(String text) {
    return Arrays.stream(values())
        .filter(step -> step != CREATE && step.text().equals(text))
        .findFirst()
        .orElseThrow(
            () -> new InvalidValueException(text, "one of extend, complete, refuse, withdraw"));
  }
}
