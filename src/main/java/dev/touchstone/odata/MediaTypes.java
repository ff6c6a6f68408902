package dev.touchstone.odata;

import java.util.Map;

/** What callers say about the form of the bodies that they send. */
final class MediaTypes {
  private static final String JSON = "application/json";

  private MediaTypes() {}

  /**
   * Checks that a call sends JSON. Without the header Content-Type it does.
   *
   * @throws ODataException 415 otherwise
   */
  static void checkJson(Headers headers) {
    String sent = headers.get("Content-Type");
    if (sent != null && !sent.equals(JSON) && !isJsonInUtf8(MediaRange.parse(sent))) {
      throw ODataError.http(
              415,
              "The Content-Type '%s' is not supported; supported is application/json in UTF-8."
                  .formatted(Shown.of(sent)))
          .exception();
    }
  }

  private static boolean isJsonInUtf8(MediaRange sent) {
    Map<String, String> parameters = sent.parameters();
    return sent.type().equals(JSON) && parameters.getOrDefault("charset", "utf-8").equals("utf-8");
  }
}
