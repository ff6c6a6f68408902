package dev.touchstone.odata.query;

import dev.touchstone.interaction.Guid;
import dev.touchstone.odata.ODataException;
import dev.touchstone.odata.query.Filter.Literal;
import dev.touchstone.odata.query.FilterLexer.Kind;
import dev.touchstone.odata.query.FilterLexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the part of OData's filter language that is offered here.
 *
 * <pre>
 * filter      = all { "or" all }
 * all         = term { "and" term }
 * term        = "(" filter ")" | comparison
 * comparison  = property ( "eq" | "ne" | "gt" | "ge" | "lt" | "le" ) literal
 *             | property "in" "(" literal { "," literal } ")"
 *             | property "in" alias
 * literal     = 'text' | GUID | date | moment | number | true | false | null | alias
 * </pre>
 *
 * <p>What OData has beyond this is answered 501, and what is no OData 400. An alias stands for a
 * literal, or for the list behind {@code in}; one without a value for null, as OData asks.
 */
final class FilterParser {
  /** How deep parentheses may be nested. */
  static final int MAX_DEPTH = 20;

  /** The most literals in one filter. */
  static final int MAX_LITERALS = 500;

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern MOMENT =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}([Tt]\\d{2}:\\d{2}.*)?");
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

  /** What is left of an offset whose plus sign was not encoded: in a query that is a space. */
  private static final Pattern OFFSET = Pattern.compile("\\d{2}:\\d{2}");

  private final FilterLexer lexer;
  private final Aliases aliases;
  private Token token;
  private int depth;
  private int literals;

  private FilterParser(String filter, Aliases aliases) {
    this.lexer = new FilterLexer(filter);
    this.aliases = aliases;
    this.token = lexer.next();
  }

  /** The values of parameter aliases, as they stand in the query. */
  @FunctionalInterface
  interface Aliases {
    Aliases NONE = name -> null;

    /**
     * The value of an alias; null if it has none.
     *
     * @param name with its {@code @}
     */
    @Nullable String value(String name);
  }

  /**
   * Reads a filter.
   *
   * @throws ODataException 400 if it is none or beyond a limit, 501 if it needs what is not offered
   */
  static Filter parse(String text, Aliases aliases) {
    FilterParser parser = new FilterParser(text, aliases);
    Filter filter = parser.any();
    parser.expect(Kind.END, "'and', 'or' or the end");
    return filter;
  }

  private Filter any() {
    List<Filter> terms = new ArrayList<>();
    terms.add(all());
    while (token.isWord("or")) {
      advance();
      terms.add(all());
    }
    return terms.size() == 1 ? terms.getFirst() : new Filter.Or(terms);
  }

  private Filter all() {
    List<Filter> terms = new ArrayList<>();
    terms.add(term());
    while (token.isWord("and")) {
      advance();
      terms.add(term());
    }
    return terms.size() == 1 ? terms.getFirst() : new Filter.And(terms);
  }

  private Filter term() {
    if (token.kind() != Kind.OPEN) {
      return comparison();
    }
    depth++;
    if (depth > MAX_DEPTH) {
      throw QueryError.bad(
          "The filter nests parentheses deeper than " + MAX_DEPTH + ", which is the limit.");
    }
    advance();
    Filter filter = any();
    expect(Kind.CLOSE, "')'");
    advance();
    depth--;
    return filter;
  }

  private Filter comparison() {
    if (token.isWord("not")) {
      throw QueryError.unsupported(
          "The operator 'not' is not supported in $filter; supported are and, or, in, eq, ne, gt,"
              + " ge, lt and le.");
    }
    expect(Kind.WORD, "the name of a property or '('");
    Token property = advance();
    if (!NAME.matcher(property.text()).matches()) {
      throw lexer.syntax(property.at(), "the name of a property, before the operator");
    }
    if (token.kind() == Kind.OPEN) {
      throw QueryError.unsupported(
          "The function '%s' is not supported in $filter; supported are comparisons of a property."
              .formatted(QueryError.shown(property.text())));
    }
    if (token.isWord("in")) {
      advance();
      return in(property.text());
    }
    return new Filter.Comparison(property.text(), operator(), literal());
  }

  private Filter in(String property) {
    String aliased = isAlias(token) ? aliases.value(token.text()) : null;
    if (aliased == null) {
      return new Filter.In(property, list());
    }
    advance();
    FilterParser value = new FilterParser(aliased, Aliases.NONE);
    value.literals = literals;
    List<Literal> values = value.list();
    value.expect(Kind.END, "the end of the list");
    literals = value.literals;
    return new Filter.In(property, values);
  }

  private List<Literal> list() {
    expect(Kind.OPEN, "'(' behind 'in'");
    List<Literal> values = new ArrayList<>();
    do {
      advance();
      values.add(literal());
    } while (token.kind() == Kind.COMMA);
    expect(Kind.CLOSE, "',' or ')'");
    advance();
    return values;
  }

  private static boolean isAlias(Token token) {
    return token.kind() == Kind.WORD && token.text().startsWith("@");
  }

  private Filter.Operator operator() {
    for (Filter.Operator operator : Filter.Operator.values()) {
      if (token.isWord(operator.spelling())) {
        advance();
        return operator;
      }
    }
    throw lexer.syntax(token.at(), "one of eq, ne, gt, ge, lt, le and in");
  }

  private Literal literal() {
    literals++;
    if (literals > MAX_LITERALS) {
      throw QueryError.bad(
          "The filter has more than " + MAX_LITERALS + " values, which is the limit.");
    }
    Token value = advance();
    if (isAlias(value)) {
      return aliased(value);
    }
    Literal.Kind kind =
        switch (value.kind()) {
          case STRING -> Literal.Kind.STRING;
          case WORD -> kind(value);
          case OPEN, CLOSE, COMMA, END -> throw notALiteral(value);
        };
    boolean isParted = kind == Literal.Kind.MOMENT && OFFSET.matcher(token.text()).matches();
    String text = isParted ? value.text() + "+" + advance().text() : value.text();
    return new Literal(kind, text, value.at());
  }

  private Literal aliased(Token alias) {
    String text = aliases.value(alias.text());
    if (text == null) {
      return new Literal(Literal.Kind.NULL, "null", alias.at());
    }
    FilterParser parser = new FilterParser(text, Aliases.NONE);
    Literal literal = parser.literal();
    parser.expect(Kind.END, "the end of the value");
    return new Literal(literal.kind(), literal.text(), alias.at());
  }

  private Literal.Kind kind(Token value) {
    String text = value.text();
    if (Guid.parse(text) != null && text.indexOf('-') > 0) {
      return Literal.Kind.GUID;
    }
    if (MOMENT.matcher(text).matches()) {
      return Literal.Kind.MOMENT;
    }
    if (NUMBER.matcher(text).matches()) {
      return Literal.Kind.NUMBER;
    }
    return switch (text) {
      case "true", "false" -> Literal.Kind.BOOLEAN;
      case "null" -> Literal.Kind.NULL;
      default -> throw notALiteral(value);
    };
  }

  private ODataException notALiteral(Token value) {
    return lexer.syntax(
        value.at(), "a value: 'text', a GUID, a moment like 2020-03-16T18:58:06Z, or a number");
  }

  private void expect(Kind kind, String expected) {
    if (token.kind() != kind) {
      throw lexer.syntax(token.at(), expected);
    }
  }

  /** Returns the token and goes on to the next. */
  private Token advance() {
    Token passed = token;
    token = lexer.next();
    return passed;
  }
}
