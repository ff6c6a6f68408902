package dev.touchstone.interaction;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * How moments are read and written.
 *
 * <p>Read are ISO 8601 with an offset ({@code 2020-03-16T18:58:06.25Z}) and the US text of the Blob
 * export ({@code 3/16/2020 6:58:06 PM +00:00}, which Microsoft's Power BI templates parse with
 * culture en-US). Written is ISO 8601 in UTC, with as many decimal places as the moment has, none
 * where it is a whole second. All methods are pure.
 */
public final class Timestamp {
  /** The earliest moment that is accepted. */
  public static final Instant MIN = Instant.parse("0001-01-01T00:00:00Z");

  /** The latest moment that is accepted. */
  public static final Instant MAX = Instant.parse("9999-12-31T23:59:59.999999999Z");

  /** The most characters that a moment is written in. */
  public static final int MAX_LENGTH = 30;

  private static final int SECONDS_A_DAY = 86_400;

  private static final String ACCEPTED =
      "a moment with its offset from UTC, like 2020-03-16T18:58:06Z or 3/16/2020 6:58:06 PM +00:00";

  private Timestamp() {}

  /**
   * Reads a moment.
   *
   * @throws InvalidValueException if the text is in neither form, names a day or time that does not
   *     exist, or has no offset
   */
  public static Instant parse(String text) {
    try {
      Cursor in = new Cursor(text);
      Instant moment = in.charAt(4) == '-' ? iso(in) : american(in);
      in.end();
      return checkRange(moment);
    } catch (DateTimeException e) {
      throw new InvalidValueException(text, ACCEPTED);
    }
  }

  /**
   * Returns the moment if it lies between {@link #MIN} and {@link #MAX}.
   *
   * @throws DateTimeException otherwise
   */
  static Instant checkRange(Instant moment) {
    if (moment.isBefore(MIN) || moment.isAfter(MAX)) {
      throw new DateTimeException("outside of the years 1 to 9999: " + moment);
    }
    return moment;
  }

  private static Instant iso(Cursor in) {
    int year = in.number(4, 4);
    in.skip('-');
    int month = in.number(2, 2);
    in.skip('-');
    int day = in.number(2, 2);
    in.skip(in.charAt(10) == ' ' ? ' ' : 'T');
    int hour = in.number(2, 2);
    return rest(in, year, month, day, hour, false);
  }

  private static Instant american(Cursor in) {
    int month = in.number(1, 2);
    in.skip('/');
    int day = in.number(1, 2);
    in.skip('/');
    int year = in.number(4, 4);
    in.skip(' ');
    int hour = in.number(1, 2);
    return rest(in, year, month, day, hour, true);
  }

  private static Instant rest(Cursor in, int year, int month, int day, int hour, boolean american) {
    in.skip(':');
    int minute = in.number(2, 2);
    in.skip(':');
    int second = in.number(2, 2);
    int nano = in.fraction();
    int hourOfDay = american ? hourOfDay(in, hour) : hour;
    LocalDateTime local = LocalDateTime.of(year, month, day, hourOfDay, minute, second, nano);
    return local.toInstant(in.offset());
  }

  private static int hourOfDay(Cursor in, int hour) {
    boolean afternoon = in.afternoon();
    in.skip(' ');
    if (hour < 1 || hour > 12) {
      throw new DateTimeException("an hour of 1 to 12");
    }
    return hour % 12 + (afternoon ? 12 : 0);
  }

  /**
   * Writes a moment in UTC, like {@code 2020-03-16T18:58:06Z} or {@code 2020-03-16T18:58:06.25Z}.
   */
  public static String format(Instant moment) {
    byte[] text = new byte[MAX_LENGTH];
    return new String(text, 0, put(moment, text, 0), ISO_8859_1);
  }

  /**
   * Writes the same in bytes of ASCII, of which there are at most {@value #MAX_LENGTH}.
   *
   * @return the place behind the last one
   */
  public static int put(Instant moment, byte[] out, int at) {
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(moment.getEpochSecond(), SECONDS_A_DAY));
    int second = Math.floorMod(moment.getEpochSecond(), SECONDS_A_DAY);
    two(out, at, day.getYear() / 100);
    two(out, at + 2, day.getYear() % 100);
    out[at + 4] = '-';
    two(out, at + 5, day.getMonthValue());
    out[at + 7] = '-';
    two(out, at + 8, day.getDayOfMonth());
    out[at + 10] = 'T';
    two(out, at + 11, second / 3_600);
    out[at + 13] = ':';
    two(out, at + 14, second / 60 % 60);
    out[at + 16] = ':';
    two(out, at + 17, second % 60);
    int end = putFraction(moment.getNano(), out, at + 19);
    out[end] = 'Z';
    return end + 1;
  }

  private static int putFraction(int nanos, byte[] out, int at) {
    if (nanos == 0) {
      return at;
    }
    out[at] = '.';
    int end = at;
    int rest = nanos;
    for (int divisor = 100_000_000; rest > 0; divisor /= 10) {
      end++;
      out[end] = (byte) ('0' + rest / divisor);
      rest %= divisor;
    }
    return end + 1;
  }

  private static void two(byte[] out, int at, int number) {
    out[at] = (byte) ('0' + number / 10);
    out[at + 1] = (byte) ('0' + number % 10);
  }

  /** Reads a text from left to right; every mismatch is a {@link DateTimeException}. */
  private static final class Cursor {
    private final String text;
    private int at;

    Cursor(String text) {
      this.text = text;
    }

    char charAt(int index) {
      return index < text.length() ? text.charAt(index) : '\0';
    }

    private static boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }

    int number(int minDigits, int maxDigits) {
      int number = 0;
      int count = 0;
      while (count < maxDigits && isDigit(charAt(at))) {
        number = number * 10 + (charAt(at) - '0');
        at++;
        count++;
      }
      if (count < minDigits) {
        throw new DateTimeException("a digit is missing");
      }
      return number;
    }

    void skip(char expected) {
      if (charAt(at) != expected) {
        throw new DateTimeException("'" + expected + "' is missing");
      }
      at++;
    }

    int fraction() {
      if (charAt(at) != '.') {
        return 0;
      }
      at++;
      int start = at;
      int nano = number(1, 9);
      for (int digits = at - start; digits < 9; digits++) {
        nano *= 10;
      }
      return nano;
    }

    boolean afternoon() {
      skip(' ');
      boolean afternoon = (charAt(at) | 0x20) == 'p';
      if (!afternoon && (charAt(at) | 0x20) != 'a') {
        throw new DateTimeException("AM or PM is missing");
      }
      at++;
      skip(charAt(at) == 'm' ? 'm' : 'M');
      return afternoon;
    }

    ZoneOffset offset() {
      char sign = charAt(at++);
      if (sign == 'Z') {
        return ZoneOffset.UTC;
      }
      if (sign != '+' && sign != '-') {
        throw new DateTimeException("the offset is missing");
      }
      int hours = number(2, 2);
      skip(':');
      int minutes = number(2, 2);
      return sign == '+'
          ? ZoneOffset.ofHoursMinutes(hours, minutes)
          : ZoneOffset.ofHoursMinutes(-hours, -minutes);
    }

    void end() {
      if (at != text.length()) {
        throw new DateTimeException("more text than a moment");
      }
    }
  }
}
