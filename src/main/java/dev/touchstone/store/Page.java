package dev.touchstone.store;

import dev.touchstone.interaction.Interaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the store's order.
 *
 * @param next where the next page starts, behind the last row of this one; null if no row was left
 *     when the page was read
 */
public record Page(List<Interaction> interactions, @Nullable Position next) {
  public Page {
    interactions = List.copyOf(interactions);
  }
}
