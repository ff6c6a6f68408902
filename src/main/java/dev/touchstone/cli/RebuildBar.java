package dev.touchstone.cli;

import dev.touchstone.privacy.index.AddressRebuild;
import java.time.Duration;

/**
 * Shows how far a rebuild is: drawn anew on a terminal, otherwise a line every ten seconds. How
 * many contacts there are, no engine knows.
 */
final class RebuildBar implements AddressRebuild.Progress {
  private static final long DRAWN_NANOS = Duration.ofMillis(200).toNanos();
  private static final long LINE_NANOS = Duration.ofSeconds(10).toNanos();

  private final Console console;
  private final long start;
  private long last;

  RebuildBar(Console console) {
    this.console = console;
    this.start = console.nanos().getAsLong();
    this.last = start;
  }

  @Override
  public void reached(long contacts, long rows) {
    long now = console.nanos().getAsLong();
    if (now - last < (console.errIsTerminal() ? DRAWN_NANOS : LINE_NANOS)) {
      return;
    }
    last = now;
    String text =
        "%s, %s, %s"
            .formatted(
                Figures.count(contacts, "contact"),
                Figures.count(rows, "row"),
                Figures.rate(rows, Duration.ofNanos(now - start), "rows"));
    if (console.errIsTerminal()) {
      console.err().print("\r" + text + "\u001b[K");
      console.err().flush();
    } else {
      console.tell(text);
    }
  }

  /** Removes it, so that what is written next has the line for itself. */
  void clear() {
    if (console.errIsTerminal()) {
      console.err().print("\r\u001b[K");
      console.err().flush();
    }
  }
}
