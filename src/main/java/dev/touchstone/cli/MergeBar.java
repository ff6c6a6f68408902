package dev.touchstone.cli;

import dev.touchstone.store.rocksdb.MergeWatch;
import java.time.Duration;

/**
 * Shows how far a merge is: drawn anew on a terminal, otherwise a line every ten seconds. Passes
 * the wish to stop on.
 */
final class MergeBar implements MergeWatch {
  private static final long DRAWN_NANOS = Duration.ofMillis(200).toNanos();
  private static final long LINE_NANOS = Duration.ofSeconds(10).toNanos();

  private final Console console;
  private long last;

  MergeBar(Console console) {
    this.console = console;
    this.last = console.nanos().getAsLong();
  }

  @Override
  public void reached(long done, long total) {
    long now = console.nanos().getAsLong();
    if (now - last < (console.errIsTerminal() ? DRAWN_NANOS : LINE_NANOS)) {
      return;
    }
    last = now;
    String text =
        "%d%%, %s of about %s written"
            .formatted(
                total == 0 ? 100 : 100 * done / total, Figures.bytes(done), Figures.bytes(total));
    if (console.errIsTerminal()) {
      console.err().print("\r" + text + "\u001b[K");
      console.err().flush();
    } else {
      console.tell(text);
    }
  }

  @Override
  public boolean stopAsked() {
    return console.stop().isAsked();
  }

  /** Removes it, so that what is written next has the line for itself. */
  void clear() {
    if (console.errIsTerminal()) {
      console.err().print("\r\u001b[K");
      console.err().flush();
    }
  }
}
