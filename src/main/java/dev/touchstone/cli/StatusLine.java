package dev.touchstone.cli;

import java.time.Duration;

/**
 * How far long work is, on standard error: one line that is drawn anew on a terminal, otherwise a
 * line every ten seconds. Not thread-safe.
 */
final class StatusLine {
  private static final long DRAWN_NANOS = Duration.ofMillis(100).toNanos();
  private static final long LINE_NANOS = Duration.ofSeconds(10).toNanos();

  private final Console console;
  private final boolean draws;
  private long lastShown;
  private boolean stands;

  StatusLine(Console console) {
    this(console, console.errIsTerminal());
  }

  /**
   * @param draws whether it is drawn; otherwise there are lines
   */
  StatusLine(Console console, boolean draws) {
    this.console = console;
    this.draws = draws;
    this.lastShown = console.nanos().getAsLong();
  }

  boolean draws() {
    return draws;
  }

  /** Whether it is time to show where the work is; if so it counts as shown now. */
  boolean isDue() {
    long now = console.nanos().getAsLong();
    if (now - lastShown < (draws ? DRAWN_NANOS : LINE_NANOS)) {
      return false;
    }
    lastShown = now;
    return true;
  }

  void show(String text) {
    if (draws) {
      draw(text);
      stands = true;
    } else {
      console.tell(text);
    }
  }

  /** Removes what is drawn, so that what is written next has the line for itself. */
  void clear() {
    if (stands) {
      draw("");
      console.err().print("\r");
      console.err().flush();
      stands = false;
    }
  }

  /** Spaces wipe what stood there before; not every terminal obeys an escape sequence. */
  private void draw(String text) {
    int space = Math.max(0, console.width() - 1 - Style.width(text));
    console.err().print("\r" + text + " ".repeat(space));
    console.err().flush();
  }
}
