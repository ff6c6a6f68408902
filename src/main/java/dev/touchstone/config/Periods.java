package dev.touchstone.config;

import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of the calendar, as people write them: {@code 13 months}. */
final class Periods {
  /** More would be before there were mails. */
  private static final int MAX_DAYS = 36_500;

  /** No as many months in a row are shorter than those that begin here. */
  private static final LocalDate SHORTEST_MONTHS = LocalDate.of(2026, 2, 1);

  private static final Pattern FORM =
      Pattern.compile("([1-9][0-9]{0,4}) *(day|week|month|year)s?", Pattern.CASE_INSENSITIVE);

  private Periods() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none, or longer than 100 years
   */
  static Period parse(String text) {
    Matcher parts = FORM.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException("a number of days, weeks, months or years");
    }
    int count = Integer.parseInt(parts.group(1));
    return switch (Character.toLowerCase(parts.group(2).charAt(0))) {
      case 'd' -> bounded(count, MAX_DAYS, Period.ofDays(count));
      case 'w' -> bounded(count, MAX_DAYS / 7, Period.ofWeeks(count));
      case 'm' -> bounded(count, 1_200, Period.ofMonths(count));
      default -> bounded(count, 100, Period.ofYears(count));
    };
  }

  /** How many days it has at least, wherever in the calendar it lies. */
  static long leastDays(Period period) {
    return SHORTEST_MONTHS.until(SHORTEST_MONTHS.plus(period), ChronoUnit.DAYS);
  }

  private static Period bounded(int count, int max, Period period) {
    if (count > max) {
      throw new IllegalArgumentException("at most 100 years");
    }
    return period;
  }
}
