package dev.touchstone.cli;

import dev.touchstone.store.rocksdb.MergeWatch;
import java.time.Duration;

/** Shows how far a merge is, how fast, and how long it will take. Passes the wish to stop on. */
final class MergeBar implements MergeWatch {
  private final Console console;
  private final StatusLine status;
  private final long start;

  MergeBar(Console console) {
    this.console = console;
    this.status = new StatusLine(console);
    this.start = console.nanos().getAsLong();
  }

  @Override
  public void reached(long done, long total) {
    if (status.isDue()) {
      status.show(text(done, total, console.nanos().getAsLong() - start));
    }
  }

  private static String text(long done, long total, long nanos) {
    String text =
        "%d%%, %s of about %s written, %s/s"
            .formatted(
                total == 0 ? 100 : 100 * done / total,
                Figures.bytes(done),
                Figures.bytes(total),
                Figures.bytes((long) (done * 1e9 / nanos)));
    return done == 0 || done >= total
        ? text
        : text
            + ", "
            + Figures.duration(Duration.ofNanos((long) ((double) nanos * (total - done) / done)))
            + " left";
  }

  @Override
  public boolean stopAsked() {
    return console.stop().isAsked();
  }

  /** Removes it, so that what is written next has the line for itself. */
  void clear() {
    status.clear();
  }
}
