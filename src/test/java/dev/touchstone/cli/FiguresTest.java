package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FiguresTest {
  @Test
  void countsHaveThousands() {
    assertThat(Figures.count(0)).isEqualTo("0");
    assertThat(Figures.count(1_234_567)).isEqualTo("1,234,567");
    assertThat(Figures.count(1, "row")).isEqualTo("1 row");
    assertThat(Figures.count(0, "row")).isEqualTo("0 rows");
    assertThat(Figures.count(1000, "row")).isEqualTo("1,000 rows");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "1536, 1.5 KiB",
    "10240, 10 KiB",
    "1048576, 1.0 MiB",
    "21474836480, 20 GiB",
    "9223372036854775807, 8.0 EiB"
  })
  void sizesHaveTwoDigits(long bytes, String text) {
    assertThat(Figures.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "440, 0.4 s",
    "9999, 10.0 s",
    "10000, 10 s",
    "59999, 59 s",
    "60000, 1 min 00 s",
    "185000, 3 min 05 s",
    "3599000, 59 min 59 s",
    "3600000, 1 h 00 min",
    "7620000, 2 h 07 min",
    "90000000, 25 h 00 min"
  })
  void durationsHaveTwoParts(long millis, String text) {
    assertThat(Figures.duration(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @Test
  void ratesArePerSecond() {
    assertThat(Figures.rate(500, Duration.ofMillis(250), "rows")).isEqualTo("2,000 rows/s");
    assertThat(Figures.rate(500, Duration.ZERO, "rows")).isEqualTo("0 rows/s");
  }
}
