package dev.touchstone.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows under a header, as wide as their texts need and at most as wide as the terminal: then the
 * last column is wrapped between words. Not safe for concurrent use.
 */
final class Table {
  private static final String GAP = "  ";
  private static final int LEAST_LAST = 16;

  private final List<Heading> headings;
  private final List<List<String>> rows = new ArrayList<>();

  enum Align {
    LEFT,
    RIGHT
  }

  record Heading(String text, Align align) {
    static Heading left(String text) {
      return new Heading(text, Align.LEFT);
    }

    static Heading right(String text) {
      return new Heading(text, Align.RIGHT);
    }
  }

  Table(List<Heading> headings) {
    this.headings = List.copyOf(headings);
  }

  Table(Heading... headings) {
    this(List.of(headings));
  }

  /** Adds a row. Control characters, which could steer a terminal, are shown as {@code �}. */
  void add(List<String> cells) {
    if (cells.size() != headings.size()) {
      throw new IllegalArgumentException(cells.size() + " cells for " + headings.size());
    }
    rows.add(cells.stream().map(Table::harmless).toList());
  }

  /** Adds a row. */
  void add(String... cells) {
    add(List.of(cells));
  }

  int size() {
    return rows.size();
  }

  /** The table's lines without line breaks; the header alone if there are no rows. */
  List<String> lines(int terminalWidth, Style style) {
    int[] widths = widths(terminalWidth);
    List<String> lines = new ArrayList<>();
    List<String> names = headings.stream().map(Heading::text).toList();
    lines.add(style.bold(line(names, names.getLast(), widths).stripTrailing()));
    for (List<String> row : rows) {
      List<String> wrapped = wrap(row.getLast(), widths[widths.length - 1]);
      lines.add(line(row, wrapped.getFirst(), widths).stripTrailing());
      String indent = " ".repeat(Arrays.stream(widths).limit(widths.length - 1).sum());
      String gaps = GAP.repeat(widths.length - 1);
      wrapped.stream().skip(1).forEach(rest -> lines.add(indent + gaps + rest));
    }
    return lines;
  }

  private int[] widths(int terminalWidth) {
    int[] widths = headings.stream().mapToInt(heading -> Style.width(heading.text())).toArray();
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Style.width(row.get(i)));
      }
    }
    int last = widths.length - 1;
    int others = Arrays.stream(widths).limit(last).sum() + GAP.length() * last;
    widths[last] = Math.min(widths[last], Math.max(LEAST_LAST, terminalWidth - others));
    return widths;
  }

  private String line(List<String> cells, String last, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String text = i == widths.length - 1 ? last : cells.get(i);
      String space = " ".repeat(Math.max(0, widths[i] - Style.width(text)));
      line.append(i == 0 ? "" : GAP);
      line.append(headings.get(i).align() == Align.RIGHT ? space + text : text + space);
    }
    return line.toString();
  }

  /** Breaks a text between words; a word that is too long is broken anywhere. At least one line. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text.strip();
    while (Style.width(rest) > width) {
      int end = rest.offsetByCodePoints(0, width);
      int space = rest.lastIndexOf(' ', end);
      int cut = space > 0 ? space : end;
      lines.add(rest.substring(0, cut).stripTrailing());
      rest = rest.substring(cut).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  /** The text as one line that a terminal shows and does not obey. */
  static String harmless(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == '\n' || c == '\r' || c == '\t' ? ' ' : c)
        .map(c -> Character.isISOControl(c) || isDirection(c) ? 0xfffd : c)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }

  /** Characters that turn the direction of the text behind them. */
  private static boolean isDirection(int c) {
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
  }
}
