package dev.touchstone.ingest;

import dev.touchstone.interaction.Interaction;
import java.util.List;

/** What became of a correction. */
public sealed interface Rectification {
  /**
   * The corrected row is stored, and read from now on.
   *
   * @param columns those that were corrected, sorted; none if the row was as it should be, so that
   *     the same correction sent twice is one
   */
  record Rectified(Interaction row, List<String> columns) implements Rectification {
    public Rectified {
      columns = List.copyOf(columns);
    }

    /**
     * Type and columns, and no value: what may be said to others of a correction.
     *
     * @param most characters; where the columns do not fit, their number is said
     */
    public String words(int most) {
      String type = row.type().value();
      String all = "%s: %s".formatted(type, String.join(", ", columns));
      return all.length() <= most ? all : "%s: %,d columns".formatted(type, columns.size());
    }
  }

  /**
   * Nothing is changed.
   *
   * @param message for whoever asked; it may hold what they sent
   */
  record Refused(Cause cause, String message) implements Rectification {}

  /** Why a correction is refused. */
  enum Cause {
    /** A column cannot be corrected, or not to this value. */
    INVALID,
    /** The contact has no such interaction. */
    NOT_FOUND,
    /** More has to be said, or what is stored is another than it was. */
    CONFLICT
  }
}
