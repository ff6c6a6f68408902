package dev.touchstone.odata.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.odata.Headers;
import dev.touchstone.odata.JsonForm;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The query options of a request, decoded: those of OData by name, parameter aliases, and {@code
 * fetchXml}. Options of other names are a caller's own and are ignored, as OData asks. Immutable.
 *
 * <p>Both {@code %20} and {@code +} stand for a space; a plus sign is {@code %2B}.
 */
public final class QueryOptions {
  /** The longest query string, in characters as sent. */
  public static final int MAX_LENGTH = 32 * 1024;

  public static final int MAX_OPTIONS = 50;

  static final String FILTER = "$filter";
  static final String TOP = "$top";
  static final String SELECT = "$select";
  static final String ORDER_BY = "$orderby";
  static final String COUNT = "$count";
  static final String SKIP_TOKEN = "$skiptoken";
  static final String FORMAT = "$format";
  static final String FETCH_XML = "fetchXml";

  private static final Pattern ALIAS = Pattern.compile("@[A-Za-z_][A-Za-z0-9_]*");

  private final Map<String, String> values;

  private QueryOptions(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads a query string.
   *
   * @param query as sent, percent-encoded, without the question mark; null or empty for none
   * @param supported the names of the options that the resource takes; {@code $format} and aliases
   *     are always taken
   * @throws dev.touchstone.odata.ODataException if another option of OData is given, one is given
   *     twice, or the encoding or a limit is broken
   */
  public static QueryOptions parse(@Nullable String query, Set<String> supported) {
    if (query == null || query.isEmpty()) {
      return new QueryOptions(Map.of());
    }
    if (query.length() > MAX_LENGTH) {
      throw QueryError.bad(
          "The query string has %,d characters; accepted are at most %,d."
              .formatted(query.length(), MAX_LENGTH));
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String option : split(query)) {
      int equals = option.indexOf('=');
      String name = decode(equals < 0 ? option : option.substring(0, equals));
      String value = equals < 0 ? "" : decode(option.substring(equals + 1));
      if (isTaken(name, supported) && values.putIfAbsent(name, value) != null) {
        throw QueryError.bad("The query option '" + name + "' is given more than once.");
      }
    }
    return new QueryOptions(values);
  }

  private static List<String> split(String query) {
    List<String> options = new ArrayList<>();
    for (String option : query.split("&", MAX_OPTIONS + 1)) {
      if (!option.isEmpty()) {
        options.add(option);
      }
    }
    if (options.size() > MAX_OPTIONS) {
      throw QueryError.bad(
          "The query string has more than " + MAX_OPTIONS + " options, which is the limit.");
    }
    return options;
  }

  private static boolean isTaken(String name, Set<String> supported) {
    if (supported.contains(name) || name.equals(FORMAT) || ALIAS.matcher(name).matches()) {
      return true;
    }
    if (name.startsWith("@")) {
      throw QueryError.bad(
          "The name '%s' of a parameter alias is not valid; accepted are @ and letters, digits and _."
              .formatted(QueryError.shown(name)));
    }
    if (name.startsWith("$")) {
      throw QueryError.unsupported(
          "The query option '%s' is not supported here; supported are %s."
              .formatted(
                  QueryError.shown(name),
                  String.join(
                      ", ",
                      Stream.concat(supported.stream(), Stream.of(FORMAT)).sorted().toList())));
    }
    return false;
  }

  /** The value of an option, or of an alias with its {@code @}; null where it is not given. */
  public @Nullable String get(String name) {
    return values.get(name);
  }

  /**
   * The form of JSON that is asked for, by {@code $format} or the headers.
   *
   * @throws dev.touchstone.odata.ODataException 406 if there is none
   */
  public JsonForm form(Headers headers) {
    return JsonForm.of(headers, get(FORMAT));
  }

  /** The options again, encoded, with another skip token. */
  String withSkipToken(String token) {
    Map<String, String> next = new LinkedHashMap<>(values);
    next.remove(SKIP_TOKEN);
    next.put(SKIP_TOKEN, token);
    StringBuilder query = new StringBuilder();
    next.forEach(
        (name, value) -> {
          query.append(query.isEmpty() ? "" : "&").append(name).append('=');
          encode(value, query);
        });
    return query.toString();
  }

  private static void encode(String value, StringBuilder out) {
    for (byte b : value.getBytes(UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (plain || "-._~'(),:".indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append("%%%02X".formatted((int) c));
      }
    }
  }

  private static String decode(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0 && isAscii(text)) {
      return text;
    }
    byte[] raw = text.getBytes(UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '+') {
        bytes.put((byte) ' ');
      } else if (raw[i] != '%') {
        bytes.put(raw[i]);
      } else {
        bytes.put(octet(raw, i, text));
        i += 2;
      }
    }
    try {
      return UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw QueryError.bad("The query string is not UTF-8 at '" + QueryError.shown(text) + "'.");
    }
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static byte octet(byte[] raw, int at, String text) {
    int high = at + 2 < raw.length ? Character.digit(raw[at + 1], 16) : -1;
    int low = at + 2 < raw.length ? Character.digit(raw[at + 2], 16) : -1;
    if (high < 0 || low < 0) {
      throw QueryError.bad(
          "A percent sign is not followed by two hexadecimal digits in '%s'."
              .formatted(QueryError.shown(text)));
    }
    return (byte) (high * 16 + low);
  }
}
