package dev.touchstone.odata;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What all answers in OData's JSON have in common. */
final class JsonAnswer {
  static final Map<String, String> HEADERS = headers();

  private JsonAnswer() {}

  private static Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json; odata.metadata=minimal");
    headers.put("OData-Version", "4.0");
    return Collections.unmodifiableMap(headers);
  }
}
