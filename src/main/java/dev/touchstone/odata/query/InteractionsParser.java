package dev.touchstone.odata.query;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.odata.Preferences;
import dev.touchstone.odata.TokenSeal;
import dev.touchstone.odata.metadata.InteractionProperties;
import dev.touchstone.store.Order;
import dev.touchstone.store.Selection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Turns query options into a checked question for interactions. Thread-safe. */
final class InteractionsParser {
  /** The most contacts that one question names. */
  static final int MAX_CONTACTS = 100;

  /** The most rows of a page, and how many it has where the caller does not say. */
  static final int MAX_PAGE_SIZE = 5_000;

  static final Set<String> OPTIONS =
      Set.of(
          QueryOptions.FILTER,
          QueryOptions.TOP,
          QueryOptions.SELECT,
          QueryOptions.ORDER_BY,
          QueryOptions.COUNT,
          QueryOptions.SKIP_TOKEN);

  private final TypeCatalogue catalogue;
  private final InteractionProperties properties;
  private final TokenSeal seal;

  InteractionsParser(TypeCatalogue catalogue, InteractionProperties properties, TokenSeal seal) {
    this.catalogue = catalogue;
    this.properties = properties;
    this.seal = seal;
  }

  /**
   * Reads a question.
   *
   * @throws dev.touchstone.odata.ODataException if it cannot be answered
   */
  InteractionsRequest parse(QueryOptions options, Preferences preferences) {
    Wanted wanted = wanted(options);
    Selection selection = selection(wanted, order(options.get(QueryOptions.ORDER_BY)));
    Map<TypeName, String> types = wanted.types();
    Map<TypeName, String> spellings = types == null ? Map.of() : types;
    long top = top(options.get(QueryOptions.TOP));
    boolean count = count(options.get(QueryOptions.COUNT));
    SortedSet<String> select = select(options.get(QueryOptions.SELECT), properties);
    PageToken token =
        token(
            options.get(QueryOptions.SKIP_TOKEN),
            InteractionsRequest.binding(selection, spellings, top, count, select));
    Integer asked = preferences.maxPageSize();
    int pageSize = asked != null ? asked : token != null ? token.pageSize() : MAX_PAGE_SIZE;
    return new InteractionsRequest(
        selection,
        selection.contacts().isEmpty() || (types != null && types.isEmpty()),
        spellings,
        top,
        count,
        select,
        Math.min(pageSize, MAX_PAGE_SIZE),
        asked != null,
        token);
  }

  private Wanted wanted(QueryOptions options) {
    String filter = options.get(QueryOptions.FILTER);
    if (filter == null || filter.isBlank()) {
      throw noContact();
    }
    return Wanted.of(FilterParser.parse(filter, options::get), catalogue, properties);
  }

  private static dev.touchstone.odata.ODataException noContact() {
    return QueryError.bad(
        "The query names no contact. Interactions are kept per contact, so a query has to say whose"
            + " it asks for, like $filter=contactid eq '00000000-0000-0000-0000-000000000001'.");
  }

  private static Selection selection(Wanted wanted, Order order) {
    SortedSet<String> contacts = wanted.contacts();
    if (contacts == null) {
      throw noContact();
    }
    if (contacts.size() > MAX_CONTACTS) {
      throw QueryError.bad(
          "The query names %,d contacts; accepted are at most %d."
              .formatted(contacts.size(), MAX_CONTACTS));
    }
    Map<TypeName, String> types = wanted.types();
    return new Selection(
        contacts.stream().map(ContactId::parse).toList(),
        types == null ? List.of() : List.copyOf(types.keySet()),
        wanted.range(),
        order,
        false);
  }

  private static Order order(@Nullable String text) {
    if (text == null) {
      return Order.NEWEST_FIRST;
    }
    return switch (text.strip().replaceAll("\\s+", " ")) {
      case "timestamp desc" -> Order.NEWEST_FIRST;
      case "timestamp asc", "timestamp" -> Order.OLDEST_FIRST;
      default ->
          throw QueryError.unsupported(
              "The $orderby '%s' is not supported; supported are timestamp desc and timestamp asc."
                  .formatted(QueryError.shown(text)));
    };
  }

  static long top(@Nullable String text) {
    if (text == null) {
      return Long.MAX_VALUE;
    }
    if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) > Integer.MAX_VALUE) {
      throw QueryError.bad(
          "Invalid value '%s' for $top query option found. The $top query option requires a number of 0 to %d."
              .formatted(QueryError.shown(text), Integer.MAX_VALUE));
    }
    return Long.parseLong(text);
  }

  static boolean count(@Nullable String text) {
    if (text == null || text.equals("false")) {
      return false;
    }
    if (text.equals("true")) {
      return true;
    }
    throw QueryError.bad(
        "Invalid value '%s' for $count query option found. Accepted are true and false."
            .formatted(QueryError.shown(text)));
  }

  /** The key is always given, so that what was selected can be told apart. */
  static SortedSet<String> select(@Nullable String text, InteractionProperties properties) {
    SortedSet<String> selected = new TreeSet<>();
    if (text == null) {
      return selected;
    }
    for (String item : text.split(",", -1)) {
      String name = item.strip();
      if (name.equals("*")) {
        return Collections.emptySortedSet();
      }
      if (!properties.isDeclared(name)) {
        throw QueryError.bad(
            ("Could not find a property named '%s' on type 'Microsoft.Dynamics.CRM.interaction'."
                    + " Names are case-sensitive; $metadata lists them.")
                .formatted(QueryError.shown(name)));
      }
      selected.add(name);
    }
    selected.add(InteractionProperties.KEY);
    return selected;
  }

  private @Nullable PageToken token(@Nullable String text, String binding) {
    if (text == null) {
      return null;
    }
    PageToken token = PageToken.open(seal, binding, text);
    if (token == null) {
      throw QueryError.bad(
          ("The $skiptoken '%s' is not accepted; accepted is the unaltered @odata.nextLink of an"
                  + " answer to the same query.")
              .formatted(QueryError.shown(text)));
    }
    return token;
  }
}
