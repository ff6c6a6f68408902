package dev.touchstone.client;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;

/** Whatever a server answers, it is a page or a {@link TouchstoneException}. */
final class AnswerFuzz {
  private static final HttpHeaders HEADERS =
      HttpHeaders.of(Map.of("Content-Type", List.of("application/json")), (name, value) -> true);

  @FuzzTest(maxDuration = "5s")
  void isAPageOrAnError(byte[] input) {
    try {
      for (InteractionRow row : new Answer(200, HEADERS, input).page().rows()) {
        if (!InteractionRow.parse(row.json()).equals(row)) {
          throw new AssertionError("a row is not what it was parsed from");
        }
      }
    } catch (TouchstoneException e) {
      // Refused, as most inputs are; any other exception is a finding.
      throwIfSucceeded(new Answer(400, HEADERS, input).error());
    }
  }

  private static void throwIfSucceeded(TouchstoneException error) {
    if (error.status() != 400 || error.isRetryable()) {
      throw new AssertionError("an error of the caller looks like another", error);
    }
  }
}
