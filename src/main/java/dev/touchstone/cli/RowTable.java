package dev.touchstone.cli;

import dev.touchstone.interaction.Column;
import dev.touchstone.interaction.Guid;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Interactions as lines for people, written as they come. The first rows decide which fields are
 * shown: those that have values, words before ids, as many as fit. Not safe for concurrent use.
 */
final class RowTable implements Consumer<Interaction> {
  private static final int LOOK_AHEAD = 50;
  private static final int WIDEST = 40;
  private static final String GAP = "  ";

  private final Console console;
  private final List<String> columns;
  private final List<Interaction> first = new ArrayList<>();
  private final List<Field> shown = new ArrayList<>();
  private int timeWidth = "Time".length();
  private int idWidth = "Id".length();
  private boolean decided;
  private boolean complete = true;
  private long rows;

  private record Field(String name, int width) {}

  /**
   * @param columns the type's, in the order in which they are shown
   */
  RowTable(Console console, List<Column> columns) {
    this.console = console;
    this.columns = columns.stream().map(Column::name).toList();
  }

  @Override
  public void accept(Interaction row) {
    rows++;
    if (decided) {
      write(row);
      return;
    }
    first.add(row);
    if (first.size() == LOOK_AHEAD) {
      decide();
    }
  }

  /** Writes what was held back. */
  void end() {
    if (!decided && !first.isEmpty()) {
      decide();
    }
  }

  long rows() {
    return rows;
  }

  /** Whether every field of every row was shown in full. */
  boolean isComplete() {
    return complete;
  }

  private void decide() {
    decided = true;
    for (Interaction row : first) {
      timeWidth = Math.max(timeWidth, Timestamp.format(row.timestamp()).length());
      idWidth = Math.max(idWidth, Math.min(WIDEST, Style.width(row.id().value())));
    }
    int left = console.outWidth() - timeWidth - GAP.length() - idWidth;
    for (Field field : candidates()) {
      if (field.width() + GAP.length() <= left) {
        shown.add(field);
        left -= field.width() + GAP.length();
      } else {
        complete = false;
      }
    }
    writeHeader();
    first.forEach(this::write);
    first.clear();
  }

  /** Words first, then ids, each in the order of the catalogue. */
  private List<Field> candidates() {
    Set<String> names = new LinkedHashSet<>(columns);
    first.forEach(row -> names.addAll(row.fields().toMap().keySet()));
    List<Field> words = new ArrayList<>();
    List<Field> ids = new ArrayList<>();
    for (String name : names) {
      List<String> values =
          first.stream()
              .map(row -> row.fields().toMap().getOrDefault(name, ""))
              .filter(value -> !value.isEmpty())
              .toList();
      if (!values.isEmpty()) {
        (values.stream().allMatch(RowTable::isOpaque) ? ids : words).add(field(name, values));
      }
    }
    words.addAll(ids);
    return words;
  }

  private static Field field(String name, List<String> values) {
    int widest = values.stream().map(Table::harmless).mapToInt(Style::width).max().orElse(0);
    return new Field(name, Math.max(Style.width(name), Math.min(WIDEST, widest)));
  }

  /** A GUID or a digest says nothing to a person. */
  private static boolean isOpaque(String value) {
    return Guid.parse(value) != null || value.matches("[0-9a-fA-F]{40,}");
  }

  private void writeHeader() {
    StringBuilder line = new StringBuilder(cell("Time", timeWidth));
    line.append(GAP).append(cell("Id", idWidth));
    shown.forEach(field -> line.append(GAP).append(cell(field.name(), field.width())));
    console.say(console.outStyle().bold(line.toString().stripTrailing()));
  }

  private void write(Interaction row) {
    StringBuilder line = new StringBuilder(cell(Timestamp.format(row.timestamp()), timeWidth));
    line.append(GAP).append(cell(row.id().value(), idWidth));
    int visible = 0;
    for (Field field : shown) {
      String value = row.fields().get(field.name());
      visible += value == null ? 0 : 1;
      line.append(GAP).append(cell(value == null ? "" : value, field.width()));
    }
    complete &= visible == row.fields().size();
    console.say(line.toString().stripTrailing());
  }

  private String cell(String text, int width) {
    String shownText = Table.harmless(text);
    int length = Style.width(shownText);
    if (length <= width) {
      return shownText + " ".repeat(width - length);
    }
    complete = false;
    return shownText.substring(0, shownText.offsetByCodePoints(0, width - 1)) + "…";
  }
}
