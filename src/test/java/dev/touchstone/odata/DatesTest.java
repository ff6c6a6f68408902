package dev.touchstone.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.store.TimeRange;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatesTest {
  @Test
  void bothFormsAreRead() {
    LocalDate leapDay = LocalDate.of(2024, 2, 29);
    assertThat(Dates.parse("02-29-2024")).isEqualTo(leapDay);
    assertThat(Dates.parse("2024-02-29")).isEqualTo(leapDay);
    assertThat(Dates.parse("12-31-9999")).isEqualTo(LocalDate.of(9999, 12, 31));
    assertThat(Dates.parse("0001-01-01")).isEqualTo(LocalDate.of(1, 1, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "13-45-2024",
        "02-30-2024",
        "02-29-2023",
        "00-01-2024",
        "01-00-2024",
        "01-01-0000",
        "0000-01-01",
        "2024-13-01",
        "2024-02-30",
        "1-1-2024",
        "01/02/2024",
        "01-02-24",
        "01-02-20245",
        " 01-02-2024",
        "01-02-2024 ",
        "01-02-2024\n",
        "2024-01-02T00:00:00Z",
        "20240102",
        "+2024-01-02",
        "-2024-01-02",
        "٠١-٠٢-٢٠٢٤",
        "today",
        "{0}",
        "31-12-2024"
      })
  void othersAreRefusedWithWhatIsAccepted(String text) {
    assertThatThrownBy(() -> Dates.parse(text))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage(
            "'%s' is not accepted; accepted is a day that exists, as MM-DD-YYYY or YYYY-MM-DD",
            text);
  }

  @ParameterizedTest
  @CsvSource({
    // A day of 24 hours, of 23 and of 25.
    "UTC,                 2024-05-01, 2024-05-01T00:00:00Z, 2024-05-01T23:59:59.999999999Z",
    "Europe/Berlin,       2024-03-31, 2024-03-30T23:00:00Z, 2024-03-31T21:59:59.999999999Z",
    "Europe/Berlin,       2024-10-27, 2024-10-26T22:00:00Z, 2024-10-27T22:59:59.999999999Z",
    // It begins at one o'clock, and another ends with an hour that comes twice.
    "America/Sao_Paulo,   2018-11-04, 2018-11-04T03:00:00Z, 2018-11-05T01:59:59.999999999Z",
    "America/Sao_Paulo,   2018-02-17, 2018-02-17T02:00:00Z, 2018-02-18T02:59:59.999999999Z",
    // Midnight comes twice: the day begins with the first.
    "America/Havana,      2023-11-05, 2023-11-05T04:00:00Z, 2023-11-06T04:59:59.999999999Z",
    "Asia/Kathmandu,      2024-01-01, 2023-12-31T18:15:00Z, 2024-01-01T18:14:59.999999999Z",
    "+14:00,              0001-01-01, 0001-01-01T00:00:00Z, 0001-01-01T09:59:59.999999999Z",
    "-12:00,              9999-12-31, 9999-12-31T12:00:00Z, 9999-12-31T23:59:59.999999999Z",
  })
  void aDayHoldsItsMoments(String zone, String day, String first, String last) {
    LocalDate date = LocalDate.parse(day);
    TimeRange range = Dates.range(date, date, ZoneId.of(zone));
    assertThat(range.from()).isEqualTo(first);
    assertThat(range.to()).isEqualTo(last);
  }

  @Test
  void aDayThatAZoneSkippedIsEmpty() {
    LocalDate skipped = LocalDate.of(2011, 12, 30);
    ZoneId samoa = ZoneId.of("Pacific/Apia");
    assertThat(Dates.range(skipped, skipped, samoa).isEmpty()).isTrue();
    assertThat(Dates.range(skipped.minusDays(1), skipped, samoa).isEmpty()).isFalse();
  }

  @Test
  void neighbouringDaysLeaveNoMomentOutAndShareNone() {
    for (String zone : new String[] {"America/Sao_Paulo", "Africa/Cairo", "Asia/Beirut", "UTC"}) {
      ZoneId id = ZoneId.of(zone);
      for (LocalDate day = LocalDate.of(2010, 1, 1); day.getYear() < 2026; day = day.plusDays(1)) {
        TimeRange today = Dates.range(day, day, id);
        TimeRange tomorrow = Dates.range(day.plusDays(1), null, id);
        assertThat(today.to().plusNanos(1)).isEqualTo(tomorrow.from());
      }
    }
  }

  @Test
  void withoutDaysThereIsNoBound() {
    assertThat(Dates.range(null, null, ZoneId.of("Asia/Tokyo"))).isEqualTo(TimeRange.ALL);
  }
}
