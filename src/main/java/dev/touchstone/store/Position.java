package dev.touchstone.store;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import java.time.Instant;
import java.util.Comparator;

/**
 * The place of a row among the rows of its contact and type. Positions compare in the order in
 * which rows are read.
 */
public record Position(Instant timestamp, InteractionId id) implements Comparable<Position> {
  private static final Comparator<Position> NEWEST_FIRST =
      Comparator.comparing(Position::timestamp, Comparator.reverseOrder())
          .thenComparing(Position::id);

  public static Position of(Interaction interaction) {
    return new Position(interaction.timestamp(), interaction.id());
  }

  @Override
  public int compareTo(Position other) {
    return NEWEST_FIRST.compare(this, other);
  }
}
