package dev.touchstone.store;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.TypeName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of one contact and type are wanted.
 *
 * @param limit the most rows the page may hold, 0 to {@value #MAX_LIMIT}
 * @param after the page starts behind this position, in the direction of the order; null for the
 *     first page
 * @param order from which end rows are read
 */
public record Query(
    ContactId contact,
    TypeName type,
    TimeRange range,
    int limit,
    @Nullable Position after,
    Order order) {
  public static final int MAX_LIMIT = 10_000;

  /** Newest first. */
  public Query(
      ContactId contact, TypeName type, TimeRange range, int limit, @Nullable Position after) {
    this(contact, type, range, limit, after, Order.NEWEST_FIRST);
  }

  public Query {
    if (limit < 0 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit of 0 to " + MAX_LIMIT + ", not " + limit);
    }
  }

  /** The same query for rows that are not older than a moment. */
  Query notBefore(Instant earliest) {
    Instant from = earliest.isAfter(range.from()) ? earliest : range.from();
    return new Query(contact, type, new TimeRange(from, range.to()), limit, after, order);
  }
}
