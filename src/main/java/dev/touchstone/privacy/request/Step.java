package dev.touchstone.privacy.request;

import dev.touchstone.interaction.InvalidValueException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is done with a request. */
public enum Step {
  CREATE(RequestState.OPEN),
  /** It turned out under which ids the person is known. */
  IDENTIFY(RequestState.OPEN),
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

  /** Those that change a request. */
  public static List<Step> changes() {
    return Arrays.stream(values()).filter(step -> step != CREATE).toList();
  }

  /**
   * Reads the name of a step that changes a request.
   *
   * @throws InvalidValueException if there is none of that name
   */
  public static Step parse(String text) {
    return changes().stream()
        .filter(step -> step.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidValueException(
                    text,
                    "one of "
                        + changes().stream().map(Step::text).collect(Collectors.joining(", "))));
  }
}
