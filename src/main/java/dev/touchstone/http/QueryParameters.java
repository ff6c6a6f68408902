package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.odata.ODataError;
import dev.touchstone.privacy.Reason;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The parameters behind the question mark of an address, each with its values. */
final class QueryParameters {
  private static final int MAX = 1_000;

  private final Map<String, List<String>> values = new TreeMap<>();

  /**
   * Reads a query.
   *
   * @param query as it was sent; null for none
   * @param known the parameters that there may be
   * @throws dev.touchstone.odata.ODataException if it has another one, or is none
   */
  static QueryParameters parse(@Nullable String query, Set<String> known) {
    QueryParameters parameters = new QueryParameters();
    if (query == null || query.isEmpty()) {
      return parameters;
    }
    String[] pairs = query.split("&", MAX + 1);
    if (pairs.length > MAX) {
      throw wrong("the query", "it has more than %,d parameters".formatted(MAX));
    }
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      if (!known.contains(name)) {
        throw wrong(name, "known are " + String.join(", ", known.stream().sorted().toList()));
      }
      parameters
          .values
          .computeIfAbsent(name, key -> new ArrayList<>())
          .add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
    }
    return parameters;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw wrong(text, "it is not percent-encoded UTF-8");
    }
  }

  /** All values of a parameter, in order. */
  List<String> all(String name) {
    return List.copyOf(values.getOrDefault(name, List.of()));
  }

  /**
   * The value of a parameter; null where it is not given.
   *
   * @throws dev.touchstone.odata.ODataException if it is given twice
   */
  @Nullable String one(String name) {
    List<String> all = all(name);
    if (all.size() > 1) {
      throw wrong(name, "it is given %,d times".formatted(all.size()));
    }
    return all.isEmpty() ? null : all.getFirst();
  }

  /**
   * The parameter {@code reason}, which must be given.
   *
   * @throws dev.touchstone.odata.ODataException if it is not, or is none
   */
  Reason reason() {
    String text = one("reason");
    if (text == null) {
      throw wrong("reason", "it is missing; expected are " + Reason.ACCEPTED);
    }
    try {
      return Reason.parse(text);
    } catch (InvalidValueException e) {
      throw wrong("reason", String.valueOf(e.getMessage()));
    }
  }

  /**
   * A contact as a path or a parameter names it.
   *
   * @throws dev.touchstone.odata.ODataException if it is none
   */
  static ContactId contact(String text) {
    try {
      return ContactId.parse(text);
    } catch (InvalidValueException e) {
      throw wrong("contact", String.valueOf(e.getMessage()));
    }
  }

  /** 400: a parameter that cannot be used. */
  static RuntimeException wrong(String name, String why) {
    return ODataError.http(400, "The parameter '%s' is not valid: %s.".formatted(name, why))
        .exception();
  }
}
