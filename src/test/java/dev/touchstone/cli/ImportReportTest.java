package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.ingest.ImportStoppedException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ImportReportTest {
  private final Shell shell = new Shell();
  private long now;

  private ImportReport report(boolean isTerminal) {
    shell.isTerminal = isTerminal;
    shell.nanos = () -> now;
    shell.environment.put("COLUMNS", "80");
    shell.environment.put("NO_COLOR", "1");
    return new ImportReport(shell.console());
  }

  private void pass(Duration duration) {
    now += duration.toNanos();
  }

  @Test
  void aPipeGetsALineEveryTenSeconds() {
    ImportReport report = report(false);
    pass(Duration.ofMillis(9_999));
    report.report(10, 100, 500);
    assertThat(shell.told()).isEmpty();
    pass(Duration.ofMillis(1));
    report.report(20, 100, 1_000);
    report.report(30, 100, 1_500);
    pass(Duration.ofSeconds(10));
    report.report(40, 100, 2_000);
    report.clear();
    assertThat(shell.told().lines())
        .containsExactly(
            "importing: 20%, 1,000 rows, 100 rows/s, 40 s left",
            "importing: 40%, 2,000 rows, 100 rows/s, 30 s left");
    assertThat(shell.written()).isEmpty();
  }

  @Test
  void aTerminalGetsABarThatIsDrawnAnewAndWiped() {
    ImportReport report = report(true);
    pass(Duration.ofMillis(99));
    report.report(10, 100, 5);
    assertThat(shell.told()).isEmpty();
    pass(Duration.ofSeconds(1));
    report.report(50, 100, 5);
    assertThat(shell.told()).startsWith("\r 50% ━━━━━━━━━━━━━━──────────────").hasSize(80);
    report.clear();
    assertThat(shell.told()).endsWith("\r" + " ".repeat(79) + "\r");
  }

  @Test
  void aWishToStopEndsTheImport() {
    ImportReport report = report(false);
    report.report(1, 100, 5);
    shell.stop.ask();
    assertThatThrownBy(() -> report.report(2, 100, 6)).isInstanceOf(ImportStoppedException.class);
  }
}
