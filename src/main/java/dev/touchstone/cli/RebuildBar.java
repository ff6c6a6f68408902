package dev.touchstone.cli;

import dev.touchstone.privacy.index.AddressRebuild;
import java.time.Duration;

/** Shows how far a rebuild is. How many contacts there are, no engine knows. */
final class RebuildBar implements AddressRebuild.Progress {
  private final Console console;
  private final StatusLine status;
  private final long start;

  RebuildBar(Console console) {
    this.console = console;
    this.start = console.nanos().getAsLong();
    this.status = new StatusLine(console);
  }

  @Override
  public void reached(long contacts, long rows) {
    if (status.isDue()) {
      Duration elapsed = Duration.ofNanos(console.nanos().getAsLong() - start);
      status.show(
          "%s, %s, %s"
              .formatted(
                  Figures.count(contacts, "contact"),
                  Figures.count(rows, "row"),
                  Figures.rate(rows, elapsed, "rows")));
    }
  }

  /** Removes it, so that what is written next has the line for itself. */
  void clear() {
    status.clear();
  }
}
