package dev.touchstone.privacy.packages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A text for each column, made when it is first asked for. Not thread-safe. */
final class PerColumn {
  private final ColumnIndex columns;
  private final Function<String, String> text;
  private final byte[] @Nullable [] texts;

  PerColumn(ColumnIndex columns, Function<String, String> text) {
    this.columns = columns;
    this.text = text;
    this.texts = new byte[columns.size()][];
  }

  byte[] of(int column) {
    byte @Nullable [] known = texts[column];
    if (known == null) {
      known = text.apply(columns.name(column)).getBytes(UTF_8);
      texts[column] = known;
    }
    return known;
  }
}
