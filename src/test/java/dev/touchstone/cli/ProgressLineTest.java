package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ProgressLineTest {
  @Test
  void theBarHasPercentRowsRateAndTimeLeft() {
    ProgressLine line = new ProgressLine(50, 200, 1_000, Duration.ofSeconds(2));
    assertThat(line.bar(Style.PLAIN))
        .isEqualTo(" 25% ━━━━━━━───────────────────── 1,000 rows · 500 rows/s · 6.0 s left");
    assertThat(line.plain()).isEqualTo("25%, 1,000 rows, 500 rows/s, 6.0 s left");
    assertThat(line.bar(Style.COLOURED)).contains("\u001b[36m━━━━━━━\u001b[0m");
  }

  @Test
  void nothingIsPromisedTooEarly() {
    assertThat(new ProgressLine(50, 200, 10, Duration.ofMillis(499)).plain())
        .isEqualTo("25%, 10 rows, 20 rows/s");
    assertThat(new ProgressLine(0, 200, 0, Duration.ofSeconds(9)).plain())
        .isEqualTo("0%, 0 rows, 0 rows/s");
  }

  @Test
  void allIsSaidOnlyWhereNothingIsLeft() {
    assertThat(new ProgressLine(999, 1000, 1, Duration.ofSeconds(1)).plain()).startsWith("99%");
    assertThat(new ProgressLine(1000, 1000, 1, Duration.ofSeconds(1)).plain())
        .isEqualTo("100%, 1 row, 1 rows/s");
  }

  @Test
  void whatGrewMeanwhileIsNoMoreThanAll() {
    assertThat(new ProgressLine(300, 200, 1, Duration.ofSeconds(1)).plain()).startsWith("100%");
    assertThat(new ProgressLine(0, 0, 0, Duration.ofSeconds(1)).plain()).startsWith("100%");
  }
}
