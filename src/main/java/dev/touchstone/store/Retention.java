package dev.touchstone.store;

import dev.touchstone.interaction.TypeName;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long rows are kept, counted from their timestamps. A row older than that has expired: no read
 * shows it any more. Immutable.
 *
 * @param periods by type, each positive; rows of other types are kept for ever. Months and years
 *     are those of the calendar in UTC
 */
public record Retention(Map<TypeName, Period> periods) {
  /** Everything is kept. */
  public static final Retention NONE = new Retention(Map.of());

  public Retention {
    periods = Map.copyOf(periods);
    periods.forEach(Retention::check);
  }

  private static void check(TypeName type, Period period) {
    if (period.isNegative() || period.isZero()) {
      throw new IllegalArgumentException(
          "%s would be kept for %s; a retention is a day or more".formatted(type.value(), period));
    }
  }

  /** Before which moment rows have expired; null for a type that is kept. */
  public @Nullable Instant cutoff(TypeName type, Instant now) {
    Period period = periods.get(type);
    return period == null ? null : cutoff(period, now);
  }

  /** Before which moments rows have expired, by type. */
  public Map<TypeName, Instant> cutoffs(Instant now) {
    Map<TypeName, Instant> cutoffs = new LinkedHashMap<>();
    periods.forEach((type, period) -> cutoffs.put(type, cutoff(period, now)));
    return cutoffs;
  }

  private static Instant cutoff(Period period, Instant now) {
    return now.atOffset(ZoneOffset.UTC).minus(period).toInstant();
  }
}
