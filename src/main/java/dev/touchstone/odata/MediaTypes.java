package dev.touchstone.odata;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What callers say about the form of bodies: lenient wherever only one reading is possible. */
final class MediaTypes {
  private static final String JSON = "application/json";

  private MediaTypes() {}

  /**
   * Checks that a call sends JSON and takes JSON. Without the headers Content-Type and Accept it
   * does.
   *
   * @throws ODataException with status 415 or 406 otherwise
   */
  static void checkJson(Headers headers) {
    String sent = headers.get("Content-Type");
    if (sent != null && !isJsonInUtf8(sent)) {
      throw ODataError.http(
              415,
              "The Content-Type '%s' is not supported; supported is application/json in UTF-8."
                  .formatted(Shown.of(sent)))
          .exception();
    }
    String taken = headers.get("Accept");
    if (!takesJson(taken)) {
      throw ODataError.http(
              406,
              "The Accept '%s' leaves out application/json, the form of every answer."
                  .formatted(Shown.of(String.valueOf(taken))))
          .exception();
    }
  }

  private static boolean isJsonInUtf8(String contentType) {
    String[] parts = parts(contentType);
    if (!parts[0].equals(JSON)) {
      return false;
    }
    for (String part : parts) {
      String plain = part.replace("\"", "").replace(" ", "");
      if (plain.startsWith("charset=") && !plain.equals("charset=utf-8")) {
        return false;
      }
    }
    return true;
  }

  /** Whether one of the media ranges covers JSON and does not weigh nothing. */
  private static boolean takesJson(@Nullable String accept) {
    if (accept == null || accept.isBlank()) {
      return true;
    }
    for (String range : accept.split(",", -1)) {
      String[] parts = parts(range);
      boolean covers =
          parts[0].equals(JSON) || parts[0].equals("application/*") || parts[0].equals("*/*");
      if (covers && !weighsNothing(parts)) {
        return true;
      }
    }
    return false;
  }

  private static boolean weighsNothing(String[] parts) {
    for (String part : parts) {
      if (part.replace(" ", "").matches("q=0(\\.0*)?")) {
        return true;
      }
    }
    return false;
  }

  /** Type and parameters, in lower case and without spaces around them. */
  private static String[] parts(String mediaType) {
    String[] parts = mediaType.toLowerCase(Locale.ROOT).split(";", -1);
    for (int i = 0; i < parts.length; i++) {
      parts[i] = parts[i].strip();
    }
    return parts;
  }
}
