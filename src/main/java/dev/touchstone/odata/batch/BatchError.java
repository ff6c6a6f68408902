package dev.touchstone.odata.batch;

import dev.touchstone.odata.ODataError;
import java.util.Map;

/** The errors of batches, with Dataverse's code for payloads. */
final class BatchError {
  private static final String PAYLOAD = "0x80048d19";
  private static final int LONGEST_SHOWN = 100;

  private BatchError() {}

  /** 400: the batch, or a part of it, is not formed as it should be. */
  static ODataError malformed(String message) {
    return new ODataError(400, PAYLOAD, "Error in the request payload: " + message, Map.of());
  }

  /** 501: well-formed, but of a kind that is not offered. */
  static ODataError unsupported(String message) {
    return new ODataError(501, PAYLOAD, "Error in the request payload: " + message, Map.of());
  }

  /** 424: a request before this one failed. */
  static ODataError failedDependency(String message) {
    return new ODataError(424, PAYLOAD, message, Map.of());
  }

  /** A caller's text as a message shows it. */
  static String shown(String text) {
    if (text.length() <= LONGEST_SHOWN) {
      return text;
    }
    boolean inPair = Character.isHighSurrogate(text.charAt(LONGEST_SHOWN - 1));
    return text.substring(0, inPair ? LONGEST_SHOWN - 1 : LONGEST_SHOWN) + "…";
  }
}
