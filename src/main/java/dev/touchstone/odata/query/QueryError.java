package dev.touchstone.odata.query;

import dev.touchstone.odata.ODataError;
import dev.touchstone.odata.ODataException;
import java.util.Map;

/** The errors of query options, with Dataverse's code for them. */
final class QueryError {
  private static final String CODE = "0x80060888";
  private static final int LONGEST_SHOWN = 100;

  private QueryError() {}

  /** 400: the query cannot be understood, or asks for what is not there. */
  static ODataException bad(String message) {
    return new ODataException(new ODataError(400, CODE, message, Map.of()));
  }

  /** 501: the query is good OData, of a part that is not offered here. */
  static ODataException unsupported(String message) {
    return new ODataException(new ODataError(501, CODE, message, Map.of()));
  }

  /** 404: no entity has this key. */
  static ODataException noEntity(String key) {
    return new ODataException(
        new ODataError(
            404, "0x80040217", "No entity with the key '" + shown(key) + "' exists.", Map.of()));
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
