package dev.touchstone.odata.query;

import dev.touchstone.odata.Answer;
import dev.touchstone.odata.Headers;
import dev.touchstone.odata.JsonForm;
import dev.touchstone.odata.query.Filter.Literal;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * An entity set whose few rows never change. It takes {@code $filter}, {@code $select}, {@code
 * $top} and {@code $count}, and FetchXML where that is offered. Immutable.
 */
public final class FixedSet {
  private static final int NOT_COMPARABLE = Integer.MAX_VALUE;

  private final String name;
  private final String entity;
  private final String key;
  private final List<FixedRow> rows;
  private final Set<String> options;

  /**
   * @param entity the name of its entity type
   * @param key the name of the key property, which every row has
   * @param rows at least one; each has the same properties
   * @param fetchXml whether queries in FetchXML are answered
   */
  public FixedSet(String name, String entity, String key, List<FixedRow> rows, boolean fetchXml) {
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

  /** The name of the key property. */
  public String key() {
    return key;
  }

  /**
   * Answers a query.
   *
   * @param root the address of the service with its last slash
   * @param query as sent, percent-encoded; null for none
   * @throws dev.touchstone.odata.ODataException if the query cannot be answered
   */
  public Answer list(String root, @Nullable String query, Headers headers) {
    QueryOptions asked = QueryOptions.parse(query, options);
    JsonForm form = asked.form(headers);
    List<FixedRow> found = found(asked);
    Collection<String> select = select(asked.get(QueryOptions.SELECT));
    long top = InteractionsParser.top(asked.get(QueryOptions.TOP));
    boolean count = InteractionsParser.count(asked.get(QueryOptions.COUNT));
    return new Answer(
        200,
        form.headers(),
        stream ->
            Json.write(
                stream,
                out -> {
                  out.writeStartObject();
                  Json.begin(
                      out, form, context(root, select), count ? found.size() : Json.NO_COUNT);
                  out.writeArrayPropertyStart("value");
                  found.stream()
                      .limit(top)
                      .forEach(
                          row -> {
                            out.writeStartObject();
                            entity(out, row, root, select, form);
                            out.writeEndObject();
                          });
                  out.writeEndArray();
                  out.writeEndObject();
                }));
  }

  /**
   * Answers with the number of rows that a query matches, as text.
   *
   * @throws dev.touchstone.odata.ODataException if the query cannot be answered
   */
  public Answer count(@Nullable String query) {
    return CountAnswer.of(found(QueryOptions.parse(query, Set.of(QueryOptions.FILTER))).size());
  }

  private List<FixedRow> found(QueryOptions asked) {
    String fetchXml = asked.get(QueryOptions.FETCH_XML);
    String text = asked.get(QueryOptions.FILTER);
    Filter filter =
        fetchXml != null
            ? FetchXml.parse(fetchXml, entity)
            : text == null ? null : FilterParser.parse(text, asked::get);
    return rows.stream().filter(row -> filter == null || matches(filter, row)).toList();
  }

  private String context(String root, Collection<String> select) {
    String list = select.isEmpty() ? "" : "(" + String.join(",", select) + ")";
    return root + "$metadata#" + name + list;
  }

  private void entity(
      JsonGenerator out, FixedRow row, String root, Collection<String> select, JsonForm form) {
    if (form.isFull()) {
      Json.control(out, root, name, entity, String.valueOf(row.get(key)));
    }
    row.write(out, select, form);
  }

  /**
   * Answers with one row.
   *
   * @throws dev.touchstone.odata.ODataException 404 if no row has the key
   */
  public Answer get(String root, String wanted, @Nullable String query, Headers headers) {
    QueryOptions asked = QueryOptions.parse(query, Set.of(QueryOptions.SELECT));
    Collection<String> select = select(asked.get(QueryOptions.SELECT));
    JsonForm form = asked.form(headers);
    FixedRow row =
        rows.stream()
            .filter(it -> wanted.equals(it.get(key)))
            .findFirst()
            .orElseThrow(() -> QueryError.noEntity(wanted));
    return new Answer(
        200,
        form.headers(),
        stream ->
            Json.write(
                stream,
                out -> {
                  out.writeStartObject();
                  Json.begin(out, form, context(root, select) + "/$entity", Json.NO_COUNT);
                  entity(out, row, root, select, form);
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
    if (!rows.getFirst().has(property)) {
      throw QueryError.bad(
          "Could not find a property named '%s' on type 'Microsoft.Dynamics.CRM.%s'."
              .formatted(QueryError.shown(property), entity));
    }
    return property;
  }

  private boolean matches(Filter filter, FixedRow row) {
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
    if (value == null || value.equals(FixedRow.NULL)) {
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
}
