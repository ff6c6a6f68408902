package dev.touchstone.odata.query;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.touchstone.odata.Answer;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answer of {@code /$count}: a number and nothing else. */
final class CountAnswer {
  private CountAnswer() {}

  static Answer of(long count) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "text/plain");
    headers.put("OData-Version", "4.0");
    return new Answer(200, headers, out -> out.write(Long.toString(count).getBytes(US_ASCII)));
  }
}
