package dev.touchstone.odata.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.odata.Answer;
import dev.touchstone.odata.ODataError;
import dev.touchstone.odata.Preferences;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Adds to an error what Dataverse adds for callers that prefer annotations. They tell nothing that
 * the error does not: there is no trace in them.
 */
final class ErrorAnnotations {
  private ErrorAnnotations() {}

  static Answer answer(ODataError error, Preferences preferences) {
    Answer plain = error.answer();
    if (!preferences.annotatedErrors()) {
      return plain;
    }
    Map<String, String> headers = new LinkedHashMap<>(plain.headers());
    headers.put("Preference-Applied", preferences.appliedAnnotations());
    return new Answer(error.status(), headers, out -> out.write(json(error).getBytes(UTF_8)));
  }

  private static String json(ODataError error) {
    String plain = new String(error.toJson(), UTF_8);
    String message = new String(JsonStringEncoder.getInstance().quoteAsCharArray(error.message()));
    String annotations =
        ",\"@Microsoft.PowerApps.CDS.ErrorDetails.HttpStatusCode\":\"%d\"".formatted(error.status())
            + ",\"@Microsoft.PowerApps.CDS.InnerError.Message\":\""
            + message
            + "\"}}";
    return plain.substring(0, plain.length() - "}}".length()) + annotations;
  }
}
