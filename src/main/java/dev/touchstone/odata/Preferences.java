package dev.touchstone.odata;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a caller prefers, by the header Prefer (RFC 7240). A preference that is not understood is
 * passed over, never an error. Immutable.
 */
public final class Preferences {
  /** The longest header that is read; the rest of a longer one is passed over. */
  public static final int MAX_LENGTH = 4_096;

  private static final String MAX_PAGE_SIZE = "odata.maxpagesize";
  private static final String INCLUDE_ANNOTATIONS = "odata.include-annotations";
  private static final String CONTINUE_ON_ERROR = "odata.continue-on-error";
  private static final Pattern PREFERENCE =
      Pattern.compile(
          "\\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\\s*(?:=\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[^\",;\\s]*))?");

  /** Of a caller that prefers nothing. */
  public static final Preferences NONE = new Preferences("");

  private final Map<String, String> values = new TreeMap<>();

  private Preferences(String header) {
    int end = Math.min(header.length(), MAX_LENGTH);
    for (String part : split(header.substring(0, end))) {
      Matcher preference = PREFERENCE.matcher(part);
      if (preference.lookingAt()) {
        String value = preference.group(2);
        values.putIfAbsent(name(preference.group(1)), value == null ? "" : unquoted(value));
      }
    }
  }

  /** Reads the header Prefer of a request. */
  public static Preferences of(Headers headers) {
    String header = headers.get("Prefer");
    return new Preferences(header == null ? "" : header);
  }

  /** OData 4.01 lets the prefix be left out. */
  private static String name(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "maxpagesize", "include-annotations", "continue-on-error" -> "odata." + lower;
      default -> lower;
    };
  }

  /** Commas separate preferences, unless they are in quotes. */
  private static List<String> split(String header) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < header.length(); i++) {
      char c = header.charAt(i);
      quoted ^= c == '"';
      if (c == ',' && !quoted) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.charAt(0) == '"';
    return quoted ? value.substring(1, value.length() - 1).replace("\\", "") : value;
  }

  /** The most entities that a page should hold, 1 or more; null where nothing usable is said. */
  public @Nullable Integer maxPageSize() {
    String value = values.get(MAX_PAGE_SIZE);
    if (value == null || !value.matches("[0-9]{1,9}")) {
      return null;
    }
    int size = Integer.parseInt(value);
    return size == 0 ? null : size;
  }

  /** Whether the later parts of a batch are wanted after one that failed. */
  public boolean continueOnError() {
    String value = values.get(CONTINUE_ON_ERROR);
    return value != null && !value.equalsIgnoreCase("false");
  }

  /** Whether errors are to be annotated: the preference names all annotations, or those of CDS. */
  public boolean annotatedErrors() {
    String wanted = values.getOrDefault(INCLUDE_ANNOTATIONS, "");
    return List.of(wanted.split(",")).stream()
        .map(String::strip)
        .anyMatch(name -> name.equals("*") || name.startsWith("Microsoft.PowerApps.CDS"));
  }

  /** The preference for pages, as the header Preference-Applied echoes it. */
  public static String appliedPageSize(int size) {
    return MAX_PAGE_SIZE + "=" + size;
  }

  /** The preference to go on, as the header Preference-Applied echoes it. */
  public static String appliedContinueOnError() {
    return CONTINUE_ON_ERROR;
  }

  /** The preference for annotations, as the header Preference-Applied echoes it. */
  public String appliedAnnotations() {
    return INCLUDE_ANNOTATIONS + "=\"" + values.getOrDefault(INCLUDE_ANNOTATIONS, "*") + "\"";
  }
}
