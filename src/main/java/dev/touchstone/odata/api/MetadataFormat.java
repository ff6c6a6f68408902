package dev.touchstone.odata.api;

import dev.touchstone.odata.Headers;
import dev.touchstone.odata.MediaRange;
import dev.touchstone.odata.ODataError;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** In which form {@code $metadata} is answered. */
enum MetadataFormat {
  XML,
  JSON;

  private static final int LONGEST = 4_096;

  /**
   * The form that a caller asks for: by {@code $format}, else by Accept. A caller that takes both
   * gets XML, unless it wants JSON more and knows OData 4.01, which is where that form is from:
   * Power BI names JSON first for whatever it asks, and reads metadata as XML.
   *
   * @throws dev.touchstone.odata.ODataException 406 if {@code $format} names another
   */
  static MetadataFormat of(Headers headers, @Nullable String query) {
    String format = format(query);
    if (format != null) {
      return switch (format) {
        case "json", "application/json" -> JSON;
        case "xml", "application/xml" -> XML;
        default ->
            throw ODataError.http(406, "The format is not supported; supported are xml and json.")
                .exception();
      };
    }
    String accept = headers.get("Accept");
    return accept == null || accept.isBlank() ? XML : negotiated(headers, accept);
  }

  private static MetadataFormat negotiated(Headers headers, String accept) {
    List<MediaRange> ranges =
        MediaRange.list(accept.substring(0, Math.min(accept.length(), LONGEST)));
    double json = weight(ranges, "application/json");
    double xml = weight(ranges, "application/xml");
    boolean before401 = "4.0".equals(headers.get("OData-MaxVersion"));
    return json > 0 && (xml == 0 || (json > xml && !before401)) ? JSON : XML;
  }

  /** How much a caller wants a form, 0 to 1; what is named exactly counts before a wildcard. */
  private static double weight(List<MediaRange> ranges, String type) {
    double exact = -1;
    double wildcard = 0;
    for (MediaRange range : ranges) {
      if (range.type().equals(type)) {
        exact = Math.max(exact, range.quality());
      } else if (range.type().equals("*/*") || range.type().equals("application/*")) {
        wildcard = Math.max(wildcard, range.quality());
      }
    }
    return exact >= 0 ? exact : wildcard;
  }

  private static @Nullable String format(@Nullable String query) {
    if (query == null) {
      return null;
    }
    for (String option : query.split("&", -1)) {
      if (option.startsWith("$format=") || option.startsWith("%24format=")) {
        String value = option.substring(option.indexOf('=') + 1).toLowerCase(Locale.ROOT);
        int parameters = value.indexOf(';');
        return (parameters < 0 ? value : value.substring(0, parameters)).replace("%2f", "/");
      }
    }
    return null;
  }
}
