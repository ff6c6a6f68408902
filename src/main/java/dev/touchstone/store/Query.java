package dev.touchstone.store;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.TypeName;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of one contact and type are wanted.
 *
 * @param limit the most rows the page may hold, 0 to {@value #MAX_LIMIT}
 * @param after the page starts behind this position; null for the first page
 */
public record Query(
    ContactId contact, TypeName type, TimeRange range, int limit, @Nullable Position after) {
  public static final int MAX_LIMIT = 10_000;

  public Query {
    if (limit < 0 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit of 0 to " + MAX_LIMIT + ", not " + limit);
    }
  }
}
