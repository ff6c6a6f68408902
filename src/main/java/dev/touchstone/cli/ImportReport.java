package dev.touchstone.cli;

import dev.touchstone.ingest.ImportProgress;
import dev.touchstone.ingest.ImportStoppedException;
import java.time.Duration;

/**
 * Shows how far an import has come: a bar that is drawn anew on a terminal, otherwise a line every
 * ten seconds. Ends the import when that is wished.
 */
final class ImportReport implements ImportProgress {
  private final Console console;
  private final StatusLine status;
  private final long start;

  ImportReport(Console console) {
    this.console = console;
    this.start = console.nanos().getAsLong();
    this.status = new StatusLine(console);
  }

  @Override
  public void report(long bytesDone, long bytesTotal, long rows) {
    if (console.stop().isAsked()) {
      throw new ImportStoppedException();
    }
    if (status.isDue()) {
      ProgressLine line = new ProgressLine(bytesDone, bytesTotal, rows, elapsed());
      status.show(status.draws() ? line.bar(console.errStyle()) : "importing: " + line.plain());
    }
  }

  Duration elapsed() {
    return Duration.ofNanos(console.nanos().getAsLong() - start);
  }

  /** Removes the bar, so that what is written next has the line for itself. */
  void clear() {
    status.clear();
  }
}
