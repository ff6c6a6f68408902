package dev.touchstone.odata.query;

import java.util.List;

/** The parsed value of {@code $filter}. */
sealed interface Filter {
  /** True where all terms are. */
  record And(List<Filter> terms) implements Filter {
    public And {
      terms = List.copyOf(terms);
    }
  }

  /** True where any term is. */
  record Or(List<Filter> terms) implements Filter {
    public Or {
      terms = List.copyOf(terms);
    }
  }

  /** Compares a property with a literal. */
  record Comparison(String property, Operator operator, Literal literal) implements Filter {}

  /** True where the property equals one of the literals. */
  record In(String property, List<Literal> literals) implements Filter {
    public In {
      literals = List.copyOf(literals);
    }
  }

  /** How a property and a literal are compared. */
  enum Operator {
    EQ("eq"),
    NE("ne"),
    GT("gt"),
    GE("ge"),
    LT("lt"),
    LE("le");

    private final String spelling;

    Operator(String spelling) {
      this.spelling = spelling;
    }

    String spelling() {
      return spelling;
    }
  }

  /**
   * A value in a filter.
   *
   * @param text without quotes, quotes inside it single
   * @param at its place in the filter, counted from 1
   */
  record Literal(Kind kind, String text, int at) {
    /** What a literal looks like; decided by its form alone. */
    enum Kind {
      STRING,
      GUID,
      MOMENT,
      NUMBER,
      BOOLEAN,
      NULL
    }
  }
}
