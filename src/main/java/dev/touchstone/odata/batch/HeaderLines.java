package dev.touchstone.odata.batch;

import dev.touchstone.odata.Headers;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Header lines up to an empty one. Names count in any case. Immutable. */
final class HeaderLines implements Headers {
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}");

  private final Map<String, String> values;

  HeaderLines(Map<String, String> values) {
    this.values = new TreeMap<>();
    values.forEach((name, value) -> this.values.put(name.toLowerCase(Locale.ROOT), value));
  }

  /**
   * Reads headers, and the empty line behind them.
   *
   * @throws dev.touchstone.odata.ODataException if a line is none, or there are too many
   */
  static HeaderLines read(Bytes in) {
    Map<String, String> values = new TreeMap<>();
    int count = 0;
    for (String line = in.line(); line != null && !line.isEmpty(); line = in.line()) {
      count++;
      int colon = line.indexOf(':');
      if (colon < 0 || !NAME.matcher(line.substring(0, colon)).matches()) {
        throw BatchError.malformed(
                "The header line '%s' is not valid; accepted is 'name: value'."
                    .formatted(BatchError.shown(line)))
            .exception();
      }
      if (count > BatchLimits.MAX_HEADERS) {
        throw BatchError.malformed(
                "A part has more than %d header lines, which is the limit."
                    .formatted(BatchLimits.MAX_HEADERS))
            .exception();
      }
      values.merge(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip(),
          (first, second) -> first + ", " + second);
    }
    return new HeaderLines(values);
  }

  @Override
  public @Nullable String get(String name) {
    return values.get(name.toLowerCase(Locale.ROOT));
  }
}
