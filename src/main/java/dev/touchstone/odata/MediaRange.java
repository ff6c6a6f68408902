package dev.touchstone.odata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A media type with its parameters, as Accept, Content-Type and {@code $format} name it. Immutable.
 *
 * @param type in lower case; may be a range such as {@code application/*}
 * @param parameters names and values in lower case and without quotes, in their order
 */
public record MediaRange(String type, Map<String, String> parameters) {
  /** Reads one media type. Whatever the text, there is a result. */
  public static MediaRange parse(String text) {
    String[] parts = text.toLowerCase(Locale.ROOT).split(";", -1);
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      String[] pair = parts[i].replace("\"", "").split("=", 2);
      if (!parts[i].isBlank()) {
        parameters.putIfAbsent(pair[0].strip(), pair.length == 1 ? "" : pair[1].strip());
      }
    }
    return new MediaRange(parts[0].strip(), parameters);
  }

  /** Reads the media types of a header, which commas separate. */
  public static List<MediaRange> list(String header) {
    List<MediaRange> ranges = new ArrayList<>();
    for (String range : header.split(",", -1)) {
      ranges.add(parse(range));
    }
    return ranges;
  }

  /** How much a caller wants it, 0 to 1; 1 where nothing usable is said. */
  public double quality() {
    String quality = parameters.getOrDefault("q", "1");
    return quality.matches("[01](\\.[0-9]*)?") ? Math.min(1, Double.parseDouble(quality)) : 1;
  }
}
