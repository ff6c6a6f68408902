package dev.touchstone.odata;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Whatever the body, it is a checked request or an error below 500. */
class PayloadFuzz {
  private static final LoadInteractionsParser PARSER =
      new LoadInteractionsParser(Calls.CATALOGUE, Calls.TOKENS, ODataOptions.DEFAULT);

  @FuzzTest(maxDuration = "5s")
  void parse(FuzzedDataProvider data) throws IOException {
    byte[] body = data.consumeRemainingAsBytes();
    try {
      LoadInteractionsRequest request = PARSER.parse(new ByteArrayInputStream(body));
      if (request.contact().isNone() || (request.top() != null && request.top() < 0)) {
        throw new AssertionError("an unchecked request");
      }
    } catch (ODataException e) {
      int status = e.error().status();
      if (status < 400 || status > 499) {
        throw new AssertionError("status " + status, e);
      }
      Calls.JSON.readTree(e.error().toJson());
    }
  }
}
