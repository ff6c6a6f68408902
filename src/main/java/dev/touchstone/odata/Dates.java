package dev.touchstone.odata;

import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.interaction.Timestamp;
import dev.touchstone.store.TimeRange;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Days of a calendar, as callers write them, and the moments they hold. All methods are pure. */
public final class Dates {
  static final String ACCEPTED = "a day that exists, as MM-DD-YYYY or YYYY-MM-DD";

  private static final Pattern AMERICAN = Pattern.compile("([0-9]{2})-([0-9]{2})-([0-9]{4})");
  private static final Pattern ISO = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})");

  private Dates() {}

  /**
   * Reads a day of the years 1 to 9999.
   *
   * @throws InvalidValueException if the text is in neither form, or there is no such day
   */
  public static LocalDate parse(String text) {
    Matcher american = AMERICAN.matcher(text);
    if (american.matches()) {
      return day(text, american.group(3), american.group(1), american.group(2));
    }
    Matcher iso = ISO.matcher(text);
    if (iso.matches()) {
      return day(text, iso.group(1), iso.group(2), iso.group(3));
    }
    throw new InvalidValueException(text, ACCEPTED);
  }

  private static LocalDate day(String text, String year, String month, String day) {
    try {
      if (year.equals("0000")) {
        throw new InvalidValueException(text, ACCEPTED);
      }
      return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
    } catch (DateTimeException e) {
      throw new InvalidValueException(text, ACCEPTED);
    }
  }

  /**
   * The moments from the first of one day to the last of another. A day begins at its first moment
   * in the zone, which is not midnight where clocks skip it, and ends where the next begins.
   *
   * @param from null for no lower bound
   * @param to null for no upper bound
   */
  public static TimeRange range(@Nullable LocalDate from, @Nullable LocalDate to, ZoneId zone) {
    Instant first = from == null ? Timestamp.MIN : begin(from, zone);
    Instant last = to == null ? Timestamp.MAX : begin(to.plusDays(1), zone).minusNanos(1);
    return new TimeRange(first, last);
  }

  private static Instant begin(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }
}
