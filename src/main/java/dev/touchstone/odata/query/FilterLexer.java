package dev.touchstone.odata.query;

import dev.touchstone.odata.ODataException;

/** Cuts a filter into tokens, from left to right. */
final class FilterLexer {
  /** What a token is. */
  enum Kind {
    /** A name, an operator, or a literal without quotes. */
    WORD,
    /** A literal in quotes. */
    STRING,
    OPEN,
    CLOSE,
    COMMA,
    END
  }

  /**
   * A token.
   *
   * @param text of a word or string, without quotes
   * @param at its place in the filter, counted from 1
   */
  record Token(Kind kind, String text, int at) {
    boolean isWord(String word) {
      return kind == Kind.WORD && text.equals(word);
    }
  }

  private final String filter;
  private int next;

  FilterLexer(String filter) {
    this.filter = filter;
  }

  /** The next token; {@link Kind#END} again and again behind the last. */
  Token next() {
    while (next < filter.length() && isSpace(filter.charAt(next))) {
      next++;
    }
    int at = next + 1;
    if (next == filter.length()) {
      return new Token(Kind.END, "", at);
    }
    return switch (filter.charAt(next)) {
      case '(' -> symbol(Kind.OPEN);
      case ')' -> symbol(Kind.CLOSE);
      case ',' -> symbol(Kind.COMMA);
      case '\'' -> string(at);
      default -> word(at);
    };
  }

  private Token symbol(Kind kind) {
    String text = filter.substring(next, next + 1);
    next++;
    return new Token(kind, text, next);
  }

  private Token string(int at) {
    StringBuilder text = new StringBuilder();
    for (int i = next + 1; i < filter.length(); i++) {
      char c = filter.charAt(i);
      boolean doubled = c == '\'' && i + 1 < filter.length() && filter.charAt(i + 1) == '\'';
      if (c == '\'' && !doubled) {
        next = i + 1;
        return new Token(Kind.STRING, text.toString(), at);
      }
      text.append(c);
      i += doubled ? 1 : 0;
    }
    throw syntax(at, "the quote that ends this text (a quote inside a text is written twice)");
  }

  private Token word(int at) {
    int end = next;
    while (end < filter.length() && isWordPart(filter.charAt(end))) {
      end++;
    }
    String text = filter.substring(next, end);
    next = end;
    return new Token(Kind.WORD, text, at);
  }

  private static boolean isWordPart(char c) {
    return !isSpace(c) && c != '(' && c != ')' && c != ',' && c != '\'';
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  ODataException syntax(int at, String expected) {
    return QueryError.bad(
        "Syntax error at position %d in '%s': expected %s."
            .formatted(at, QueryError.shown(filter), expected));
  }
}
