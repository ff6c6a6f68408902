package dev.touchstone.odata;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What stands around the rows in the answer of an action.
 *
 * @param context the context URL
 * @param type the full name of the answer's type
 */
record ActionEnvelope(JsonForm form, String context, String type) {
  /**
   * @param version the one that was called, like {@code v9.2}
   * @throws ODataException 406 if the caller does not take JSON
   */
  static ActionEnvelope of(Call call, String version, String action) {
    String type = ODataService.NAMESPACE + action + "Response";
    return new ActionEnvelope(
        JsonForm.of(call.headers(), null), ODataService.context(call, version, type), type);
  }

  /** Writes what comes before the first row. */
  void open(JsonBuffer json) throws IOException {
    json.put("{");
    if (form.hasContext()) {
      json.put("\"@odata.context\":\"").put(context, Escapes.ONCE).put("\",");
    }
    if (form.isFull()) {
      json.put("\"@odata.type\":\"#").put(type).put("\",");
    }
    json.put("\"Data\":\"[");
  }

  /** Writes what comes behind the last row. */
  void close(JsonBuffer json, @Nullable String nextSkipToken) throws IOException {
    json.put("]\",\"NextSkipToken\":");
    if (nextSkipToken == null) {
      json.put("null}");
    } else {
      json.put("\"").put(nextSkipToken).put("\"}");
    }
  }
}
