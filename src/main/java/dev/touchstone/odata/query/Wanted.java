package dev.touchstone.odata.query;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.interaction.Timestamp;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.odata.ODataException;
import dev.touchstone.odata.metadata.InteractionProperties;
import dev.touchstone.odata.query.Filter.Literal;
import dev.touchstone.store.TimeRange;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which interactions a filter asks for, in the store's terms.
 *
 * @param contacts the ids; null where any contact would do
 * @param types canonical name to the spelling that was asked for; null where any type would do
 */
record Wanted(
    @Nullable SortedSet<String> contacts, @Nullable Map<TypeName, String> types, TimeRange range) {
  private static final Wanted ALL = new Wanted(null, null, TimeRange.ALL);
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern NO_SECONDS =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2})((?:Z|[+-]\\d{2}:\\d{2})?)");
  private static final String FILTERABLE =
      "contactid (eq, in), interactiontype (eq, in) and timestamp (eq, gt, ge, lt, le)";

  /**
   * Understands a filter.
   *
   * @throws ODataException 400 if a name or value is wrong, 501 if the store cannot answer it
   */
  static Wanted of(Filter filter, TypeCatalogue catalogue, InteractionProperties properties) {
    return new Reader(catalogue, properties).read(filter);
  }

  private Wanted and(Wanted other) {
    Instant from = range.from().isAfter(other.range.from()) ? range.from() : other.range.from();
    Instant to = range.to().isBefore(other.range.to()) ? range.to() : other.range.to();
    return new Wanted(
        both(contacts, other.contacts), both(types, other.types), new TimeRange(from, to));
  }

  private static @Nullable SortedSet<String> both(
      @Nullable SortedSet<String> a, @Nullable SortedSet<String> b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    SortedSet<String> common = new TreeSet<>(a);
    common.retainAll(b);
    return common;
  }

  private static @Nullable Map<TypeName, String> both(
      @Nullable Map<TypeName, String> a, @Nullable Map<TypeName, String> b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    Map<TypeName, String> common = new TreeMap<>(a);
    common.keySet().retainAll(b.keySet());
    return common;
  }

  /** Joins what differs in one property only; null where more than one does. */
  private @Nullable Wanted or(Wanted other) {
    boolean anyTime = range.equals(TimeRange.ALL) && other.range.equals(TimeRange.ALL);
    SortedSet<String> ours = contacts;
    SortedSet<String> theirs = other.contacts;
    if (anyTime && types == null && other.types == null && ours != null && theirs != null) {
      SortedSet<String> joined = new TreeSet<>(ours);
      joined.addAll(theirs);
      return new Wanted(joined, null, TimeRange.ALL);
    }
    Map<TypeName, String> ourTypes = types;
    Map<TypeName, String> theirTypes = other.types;
    if (anyTime && ours == null && theirs == null && ourTypes != null && theirTypes != null) {
      Map<TypeName, String> joined = new TreeMap<>(theirTypes);
      joined.putAll(ourTypes);
      return new Wanted(null, joined, TimeRange.ALL);
    }
    return null;
  }

  /** Turns the parts of a filter into selections. */
  private record Reader(TypeCatalogue catalogue, InteractionProperties properties) {
    Wanted read(Filter filter) {
      return switch (filter) {
        case Filter.And and -> fold(and.terms(), (a, b) -> a.and(b));
        case Filter.Or or -> fold(or.terms(), Reader::joined);
        case Filter.Comparison it -> compared(it.property(), it.operator(), it.literal());
        case Filter.In in ->
            in.literals().stream()
                .map(literal -> compared(in.property(), Filter.Operator.EQ, literal))
                .reduce(Reader::joined)
                .orElse(ALL);
      };
    }

    private Wanted fold(List<Filter> terms, BiFunction<Wanted, Wanted, Wanted> join) {
      Wanted all = read(terms.getFirst());
      for (Filter term : terms.subList(1, terms.size())) {
        all = join.apply(all, read(term));
      }
      return all;
    }

    private static Wanted joined(Wanted a, Wanted b) {
      Wanted joined = a.or(b);
      if (joined == null) {
        throw QueryError.unsupported(
            "In $filter 'or' and 'in' can join values of one property only, contactid or"
                + " interactiontype; join different properties with 'and'.");
      }
      return joined;
    }

    private Wanted compared(String property, Filter.Operator operator, Literal literal) {
      return switch (property) {
        case InteractionProperties.CONTACT -> {
          requireEquality(property, operator);
          yield new Wanted(new TreeSet<>(List.of(contact(literal))), null, TimeRange.ALL);
        }
        case InteractionProperties.TYPE -> {
          requireEquality(property, operator);
          yield new Wanted(null, type(literal), TimeRange.ALL);
        }
        case InteractionProperties.TIMESTAMP ->
            new Wanted(null, null, range(operator, moment(literal)));
        default -> throw notFilterable(property);
      };
    }

    private static void requireEquality(String property, Filter.Operator operator) {
      if (operator != Filter.Operator.EQ) {
        throw QueryError.unsupported(
            "The operator '%s' is not supported for %s in $filter; supported are %s."
                .formatted(operator.spelling(), property, FILTERABLE));
      }
    }

    private ODataException notFilterable(String property) {
      if (properties.isDeclared(property)) {
        return QueryError.unsupported(
            "The property '%s' is not supported in $filter; supported are %s."
                .formatted(property, FILTERABLE));
      }
      return QueryError.bad(
          "Could not find a property named '%s' on type 'Microsoft.Dynamics.CRM.interaction'; names"
                  .formatted(QueryError.shown(property))
              + " are case-sensitive, and supported in $filter are "
              + FILTERABLE
              + ".");
    }

    private static String contact(Literal literal) {
      if (literal.kind() != Literal.Kind.STRING && literal.kind() != Literal.Kind.GUID) {
        throw incompatible("contactid", "a text in quotes or a GUID", literal);
      }
      return checked("contactid", () -> ContactId.parse(literal.text()).value());
    }

    private Map<TypeName, String> type(Literal literal) {
      if (literal.kind() != Literal.Kind.STRING) {
        throw incompatible("interactiontype", "a text in quotes", literal);
      }
      return checked(
          "interactiontype",
          () -> Collections.singletonMap(catalogue.canonicalName(literal.text()), literal.text()));
    }

    private static Instant moment(Literal literal) {
      if (literal.kind() != Literal.Kind.MOMENT) {
        throw incompatible("timestamp", "a moment like 2020-03-16T18:58:06Z", literal);
      }
      return checked("timestamp", () -> Timestamp.parse(complete(literal.text())));
    }

    /** A date is its first moment in UTC; seconds may be left out. */
    private static String complete(String text) {
      if (DATE.matcher(text).matches()) {
        return text + "T00:00:00Z";
      }
      String upper = text.replace('t', 'T').replace('z', 'Z');
      Matcher shortForm = NO_SECONDS.matcher(upper);
      return shortForm.matches() ? shortForm.group(1) + ":00" + shortForm.group(2) : upper;
    }

    private static TimeRange range(Filter.Operator operator, Instant moment) {
      return switch (operator) {
        case EQ -> new TimeRange(moment, moment);
        case GE -> new TimeRange(moment, Timestamp.MAX);
        case GT -> new TimeRange(moment.plusNanos(1), Timestamp.MAX);
        case LE -> new TimeRange(Timestamp.MIN, moment);
        case LT -> new TimeRange(Timestamp.MIN, moment.minusNanos(1));
        case NE ->
            throw QueryError.unsupported(
                "The operator 'ne' is not supported for timestamp in $filter; supported are "
                    + FILTERABLE
                    + ".");
      };
    }

    private static ODataException incompatible(String property, String accepted, Literal found) {
      return QueryError.bad(
          "The property '%s' in $filter is compared with '%s' at position %d; accepted is %s."
              .formatted(property, QueryError.shown(found.text()), found.at(), accepted));
    }

    private static <T> T checked(String property, java.util.function.Supplier<T> parse) {
      try {
        return parse.get();
      } catch (InvalidValueException e) {
        throw QueryError.bad(
            "The property '%s' in $filter is compared with a value that it cannot have: %s."
                .formatted(property, e.getMessage()));
      }
    }
  }
}
