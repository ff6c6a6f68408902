package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.cli.Table.Heading;
import org.junit.jupiter.api.Test;

final class TableTest {
  private final Table table =
      new Table(Heading.left("Name"), Heading.right("Rows"), Heading.left("What it is"));

  @Test
  void columnsAreAsWideAsTheirTexts() {
    table.add("a", "1,000", "first");
    table.add("longer", "2", "");
    assertThat(table.lines(80, Style.PLAIN))
        .containsExactly(
            "Name     Rows  What it is", //
            "a       1,000  first",
            "longer      2");
  }

  @Test
  void theLastColumnWrapsAtTheEdge() {
    table.add("a", "1", "one two three four five");
    assertThat(table.lines(28, Style.PLAIN))
        .containsExactly(
            "Name  Rows  What it is", //
            "a        1  one two three",
            "            four five");
  }

  @Test
  void theHeaderIsBoldOnATerminal() {
    assertThat(table.lines(80, Style.COLOURED))
        .containsExactly("\u001b[1mName  Rows  What it is\u001b[0m");
  }

  @Test
  void longWordsAreBrokenBetweenCodePoints() {
    assertThat(Table.wrap("abcdef gh", 4)).containsExactly("abcd", "ef", "gh");
    assertThat(Table.wrap("😀😀😀", 2)).containsExactly("😀😀", "😀");
    assertThat(Table.wrap("", 4)).containsExactly("");
    assertThat(Table.wrap("abcd", 4)).containsExactly("abcd");
  }

  @Test
  void textCannotSteerTheTerminal() {
    assertThat(Table.harmless("a\r\nb\tc\u001b[31md\u0000\u202ee\u009b"))
        .isEqualTo("a  b c\ufffd[31md\ufffd\ufffde\ufffd");
  }

  @Test
  void aRowHasACellForEachColumn() {
    assertThatThrownBy(() -> table.add("a")).isInstanceOf(IllegalArgumentException.class);
  }
}
