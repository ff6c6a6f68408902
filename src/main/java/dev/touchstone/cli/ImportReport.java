package dev.touchstone.cli;

import dev.touchstone.ingest.ImportProgress;
import dev.touchstone.ingest.ImportStoppedException;
import java.time.Duration;

/**
 * Shows how far an import has come: a bar that is drawn anew on a terminal, otherwise a line every
 * ten seconds. Ends the import when that is wished.
 */
final class ImportReport implements ImportProgress {
  private static final long BAR_NANOS = Duration.ofMillis(100).toNanos();
  private static final long LINE_NANOS = Duration.ofSeconds(10).toNanos();

  private final Console console;
  private final long start;
  private long lastShown;
  private boolean barStands;

  ImportReport(Console console) {
    this.console = console;
    this.start = console.nanos().getAsLong();
    this.lastShown = start;
  }

  @Override
  public void report(long bytesDone, long bytesTotal, long rows) {
    if (console.stop().isAsked()) {
      throw new ImportStoppedException();
    }
    long now = console.nanos().getAsLong();
    if (now - lastShown < (console.errIsTerminal() ? BAR_NANOS : LINE_NANOS)) {
      return;
    }
    lastShown = now;
    ProgressLine line = new ProgressLine(bytesDone, bytesTotal, rows, elapsed());
    if (console.errIsTerminal()) {
      draw(line.bar(console.errStyle()));
    } else {
      console.tell("importing: " + line.plain());
    }
  }

  Duration elapsed() {
    return Duration.ofNanos(console.nanos().getAsLong() - start);
  }

  /** Removes the bar, so that what is written next has the line for itself. */
  void clear() {
    if (barStands) {
      draw("");
      console.err().print("\r");
      console.err().flush();
      barStands = false;
    }
  }

  /** Spaces wipe what stood there before; not every terminal obeys an escape sequence. */
  private void draw(String text) {
    int space = Math.max(0, console.width() - 1 - Style.width(text));
    console.err().print("\r" + text + " ".repeat(space));
    console.err().flush();
    barStands = true;
  }
}
