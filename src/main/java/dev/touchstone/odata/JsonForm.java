package dev.touchstone.odata;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of JSON that an answer has, as its caller takes it (OData JSON Format 4.01, section 3).
 *
 * @param control how much an answer says about its values
 * @param int64AsText whether values of Edm.Int64 and counts are texts, as {@code
 *     IEEE754Compatible=true} asks
 */
public record JsonForm(Control control, boolean int64AsText) {
  /** What callers get who do not say. */
  public static final JsonForm DEFAULT = new JsonForm(Control.MINIMAL, false);

  private static final String JSON = "application/json";
  private static final String PARAMETERS =
      "odata.metadata (none, minimal, full), IEEE754Compatible, odata.streaming and charset=utf-8";

  /** The control information in an answer; counts and links to next pages are always there. */
  public enum Control {
    /** None. */
    NONE,
    /** The context URL, from which a client with the metadata knows the rest. */
    MINIMAL,
    /** Types, ids and links as well. */
    FULL;

    private static @Nullable Control of(String name) {
      for (Control control : values()) {
        if (control.spelling().equals(name)) {
          return control;
        }
      }
      return null;
    }

    private String spelling() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The form that a caller wants most.
   *
   * @param format the value of {@code $format}, which comes before Accept; null if it is not given
   * @throws ODataException 406 if the caller takes no form of JSON, or only with parameters that
   *     are not known: OData Protocol 4.01, section 8.2.1, wants those refused
   */
  public static JsonForm of(Headers headers, @Nullable String format) {
    String accept = headers.get("Accept");
    if (format != null) {
      return ofFormat(format);
    }
    return accept == null || accept.equals(JSON) || accept.isBlank() ? DEFAULT : ofAccept(accept);
  }

  private static JsonForm ofFormat(String format) {
    MediaRange range = MediaRange.parse(format.equals("json") ? JSON : format);
    JsonForm form = range.type().equals(JSON) ? of(range) : null;
    if (form == null) {
      throw ODataError.http(
              406,
              "The format '%s' is not supported; supported is json, or application/json with the parameters %s."
                  .formatted(Shown.of(format), PARAMETERS))
          .exception();
    }
    return form;
  }

  private static JsonForm ofAccept(String accept) {
    JsonForm wanted = null;
    double most = 0;
    for (MediaRange range : MediaRange.list(accept)) {
      JsonForm form = of(range);
      if (form != null && range.quality() > most) {
        wanted = form;
        most = range.quality();
      }
    }
    if (wanted == null) {
      throw ODataError.http(
              406,
              "The Accept '%s' leaves out application/json, the form of every answer, whose parameters may be %s."
                  .formatted(Shown.of(accept), PARAMETERS))
          .exception();
    }
    return wanted;
  }

  /** The form that a range names; null if it is none of JSON, or has parameters not known. */
  private static @Nullable JsonForm of(MediaRange range) {
    if (!range.type().equals(JSON)
        && !range.type().equals("application/*")
        && !range.type().equals("*/*")) {
      return null;
    }
    Control control = Control.MINIMAL;
    boolean int64AsText = false;
    for (Map.Entry<String, String> parameter : range.parameters().entrySet()) {
      String value = parameter.getValue();
      boolean known =
          switch (parameter.getKey()) {
            case "odata.metadata", "metadata" -> {
              Control named = Control.of(value);
              control = named == null ? control : named;
              yield named != null;
            }
            case "ieee754compatible" -> {
              int64AsText = value.equals("true");
              yield int64AsText || value.equals("false");
            }
            case "charset" -> value.equals("utf-8");
            // Answers are ordered as streaming asks; "odata" is what clients of OData 3 still send.
            case "q", "odata.streaming", "streaming", "exponentialdecimals", "odata" -> true;
            default -> false;
          };
      if (!known) {
        return null;
      }
    }
    return new JsonForm(control, int64AsText);
  }

  /** Whether an answer begins with its context URL. */
  public boolean hasContext() {
    return control != Control.NONE;
  }

  /** Whether an answer says types, ids and links. */
  public boolean isFull() {
    return control == Control.FULL;
  }

  /** The headers of an answer in this form, in their order. */
  public Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(
        "Content-Type",
        JSON
            + "; odata.metadata="
            + control.spelling()
            + (int64AsText ? "; IEEE754Compatible=true" : ""));
    headers.put("OData-Version", "4.0");
    return headers;
  }
}
