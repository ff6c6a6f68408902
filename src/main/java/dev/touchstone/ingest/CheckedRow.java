package dev.touchstone.ingest;

import dev.touchstone.interaction.Interaction;
import java.util.List;

/**
 * A row that may be stored.
 *
 * @param idDerived whether the row had no id and got one from its content
 * @param doubts what is odd about it, and was kept
 */
record CheckedRow(Interaction interaction, boolean idDerived, List<Doubt> doubts) {

  /**
   * Something that the catalogue does not know or does not expect.
   *
   * @param name the type, or type and column: {@code Type.Column}
   */
  record Doubt(Kind kind, String name) {}

  /** What is odd. */
  enum Kind {
    UNKNOWN_TYPE,
    UNKNOWN_COLUMN,

    /** A value that is not of its column's type, one that is missing, or a moment to come. */
    UNFIT_VALUE
  }
}
