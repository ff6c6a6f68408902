package dev.touchstone.odata.query;

import dev.touchstone.odata.Answer;
import dev.touchstone.odata.query.Filter.Literal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * An entity set whose few rows never change. It takes {@code $filter}, {@code $select}, {@code
 * $top} and {@code $count}, and FetchXML where that is offered. Immutable.
 */
public final class FixedSet {
  /** A value that is absent. */
  public static final Object NULL = Optional.empty();

  private static final int NOT_COMPARABLE = Integer.MAX_VALUE;

  private final String name;
  private final String entity;
  private final String key;
  private final List<Map<String, Object>> rows;
  private final Set<String> options;

  /**
   * @param entity the name of its entity type
   * @param key the name of the key property, which every row has
   * @param rows at least one; each has the same properties, whose values are texts, integers,
   *     booleans, and lists and maps of these; {@link #NULL} stands for none
   * @param fetchXml whether queries in FetchXML are answered
   */
  public FixedSet(
      String name, String entity, String key, List<Map<String, Object>> rows, boolean fetchXml) {
    this.name = name;
    this.entity = entity;
    this.key = key;
    this.rows = List.copyOf(rows);
    Set<String> taken =
        new TreeSet<>(
            Set.of(QueryOptions.FILTER, QueryOptions.SELECT, QueryOptions.TOP, QueryOptions.COUNT));
    if (fetchXml) {
      taken.add(QueryOptions.FETCH_XML);
    }
    this.options = taken;
  }

  /**
   * Answers a query.
   *
   * @param root the address of the service with its last slash
   * @param query as sent, percent-encoded; null for none
   * @throws dev.touchstone.odata.ODataException if the query cannot be answered
   */
  public Answer list(String root, @Nullable String query) {
    QueryOptions asked = QueryOptions.parse(query, options);
    String fetchXml = asked.get(QueryOptions.FETCH_XML);
    String text = asked.get(QueryOptions.FILTER);
    Filter filter =
        fetchXml != null
            ? FetchXml.parse(fetchXml, entity)
            : text == null ? null : FilterParser.parse(text);
    List<Map<String, Object>> found =
        rows.stream().filter(row -> filter == null || matches(filter, row)).toList();
    Collection<String> select = select(asked.get(QueryOptions.SELECT));
    long top = InteractionsParser.top(asked.get(QueryOptions.TOP));
    boolean count = InteractionsParser.count(asked.get(QueryOptions.COUNT));
    String list = select.isEmpty() ? "" : "(" + String.join(",", select) + ")";
    return new Answer(
        200,
        Json.HEADERS,
        stream ->
            Json.write(
                stream,
                out -> {
                  out.writeStartObject();
                  out.writeStringProperty("@odata.context", root + "$metadata#" + name + list);
                  if (count) {
                    out.writeNumberProperty("@odata.count", found.size());
                  }
                  out.writeArrayPropertyStart("value");
                  found.stream().limit(top).forEach(row -> object(out, row, select));
                  out.writeEndArray();
                  out.writeEndObject();
                }));
  }

  /**
   * Answers with one row.
   *
   * @throws dev.touchstone.odata.ODataException 404 if no row has the key
   */
  public Answer get(String root, String wanted, @Nullable String query) {
    QueryOptions asked = QueryOptions.parse(query, Set.of(QueryOptions.SELECT));
    Collection<String> select = select(asked.get(QueryOptions.SELECT));
    Map<String, Object> row =
        rows.stream()
            .filter(it -> wanted.equals(it.get(key)))
            .findFirst()
            .orElseThrow(() -> QueryError.noEntity(wanted));
    return new Answer(
        200,
        Json.HEADERS,
        stream ->
            Json.write(
                stream,
                out -> {
                  out.writeStartObject();
                  out.writeStringProperty(
                      "@odata.context", root + "$metadata#" + name + "/$entity");
                  members(out, row, select);
                  out.writeEndObject();
                }));
  }

  private Collection<String> select(@Nullable String text) {
    Set<String> selected = new TreeSet<>();
    if (text == null || text.strip().equals("*")) {
      return selected;
    }
    for (String item : text.split(",", -1)) {
      selected.add(known(item.strip()));
    }
    selected.add(key);
    return selected;
  }

  private String known(String property) {
    if (!rows.getFirst().containsKey(property)) {
      throw QueryError.bad(
          "Could not find a property named '%s' on type 'Microsoft.Dynamics.CRM.%s'."
              .formatted(QueryError.shown(property), entity));
    }
    return property;
  }

  private boolean matches(Filter filter, Map<String, Object> row) {
    return switch (filter) {
      case Filter.And and ->
          and.terms().stream().map(term -> matches(term, row)).reduce(true, (a, b) -> a && b);
      case Filter.Or or ->
          or.terms().stream().map(term -> matches(term, row)).reduce(false, (a, b) -> a || b);
      case Filter.In in -> {
        Object value = row.get(known(in.property()));
        yield in.literals().stream().anyMatch(literal -> compare(value, literal) == 0);
      }
      case Filter.Comparison it ->
          holds(it.operator(), compare(row.get(known(it.property())), it.literal()));
    };
  }

  /** {@link #NOT_COMPARABLE} is neither equal nor greater nor less. */
  private static boolean holds(Filter.Operator operator, int compared) {
    boolean comparable = compared != NOT_COMPARABLE;
    return switch (operator) {
      case EQ -> compared == 0;
      case NE -> compared != 0;
      case GT -> comparable && compared > 0;
      case GE -> comparable && compared >= 0;
      case LT -> comparable && compared < 0;
      case LE -> comparable && compared <= 0;
    };
  }

  private static int compare(@Nullable Object value, Literal literal) {
    if (value == null || value.equals(NULL)) {
      return literal.kind() == Literal.Kind.NULL ? 0 : NOT_COMPARABLE;
    }
    return switch (value) {
      case Integer number when literal.kind() == Literal.Kind.NUMBER ->
          Double.compare(number, Double.parseDouble(literal.text()));
      case Boolean truth when literal.kind() == Literal.Kind.BOOLEAN ->
          Boolean.compare(truth, Boolean.parseBoolean(literal.text()));
      case String text
          when literal.kind() == Literal.Kind.STRING || literal.kind() == Literal.Kind.GUID ->
          Integer.signum(text.compareTo(literal.text()));
      default -> NOT_COMPARABLE;
    };
  }

  private static void object(
      JsonGenerator out, Map<String, Object> row, Collection<String> select) {
    out.writeStartObject();
    members(out, row, select);
    out.writeEndObject();
  }

  private static void members(
      JsonGenerator out, Map<String, Object> row, Collection<String> select) {
    row.forEach(
        (property, value) -> {
          if (select.isEmpty() || select.contains(property)) {
            out.writeName(property);
            value(out, value);
          }
        });
  }

  private static void value(JsonGenerator out, Object value) {
    switch (value) {
      case Integer number -> out.writeNumber(number);
      case Boolean truth -> out.writeBoolean(truth);
      case Optional<?> none -> out.writeNull();
      case Collection<?> list -> {
        out.writeStartArray();
        list.forEach(element -> value(out, element));
        out.writeEndArray();
      }
      case Map<?, ?> map -> {
        out.writeStartObject();
        map.forEach(
            (name, element) -> {
              out.writeName(Objects.toString(name));
              value(out, element);
            });
        out.writeEndObject();
      }
      default -> out.writeString(value.toString());
    }
  }
}
