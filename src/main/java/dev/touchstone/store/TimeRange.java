package dev.touchstone.store;

import dev.touchstone.interaction.Timestamp;
import java.time.Instant;

/**
 * The moments from {@code from} to {@code to}, both inclusive. It is empty where {@code from} is
 * after {@code to}.
 *
 * @param from inclusive
 * @param to inclusive, to the nanosecond
 */
public record TimeRange(Instant from, Instant to) {
  public static final TimeRange ALL = new TimeRange(Timestamp.MIN, Timestamp.MAX);

  public TimeRange {
    from = from.isBefore(Timestamp.MIN) ? Timestamp.MIN : from;
    to = to.isAfter(Timestamp.MAX) ? Timestamp.MAX : to;
  }

  public boolean contains(Instant moment) {
    return !moment.isBefore(from) && !moment.isAfter(to);
  }

  public boolean isEmpty() {
    return from.isAfter(to);
  }
}
