package dev.touchstone.cli;

import dev.touchstone.move.MovePhase;
import dev.touchstone.move.MoveWatch;
import java.time.Duration;

/**
 * Shows how far a move has come: a bar that is drawn anew on a terminal, otherwise a line every ten
 * seconds. Passes the wish to stop on. Thread-safe.
 */
final class MoveBar implements MoveWatch {
  private static final long BAR_NANOS = Duration.ofMillis(100).toNanos();
  private static final long LINE_NANOS = Duration.ofSeconds(10).toNanos();

  private final Console console;
  private final boolean draws;
  private long lastShown;
  private MovePhase phase = MovePhase.COUNTING;
  private long phaseStart;
  private long before;
  private boolean stands;

  MoveBar(Console console) {
    this(console, console.errIsTerminal());
  }

  /**
   * @param draws whether a bar is drawn; otherwise there are lines
   */
  MoveBar(Console console, boolean draws) {
    this.console = console;
    this.draws = draws;
    this.lastShown = console.nanos().getAsLong();
    this.phaseStart = lastShown;
  }

  @Override
  public synchronized void done(MovePhase now, long contacts, long total, long rows) {
    long moment = console.nanos().getAsLong();
    if (now != phase) {
      phase = now;
      phaseStart = moment;
      before = contacts;
    }
    if (moment - lastShown < (draws ? BAR_NANOS : LINE_NANOS)) {
      return;
    }
    lastShown = moment;
    String text = text(contacts, total, rows, Duration.ofNanos(moment - phaseStart));
    if (draws) {
      draw(text);
    } else {
      console.tell(text);
    }
  }

  private String text(long contacts, long total, long rows, Duration elapsed) {
    String words = phase.word() + ": " + Figures.count(contacts, "contact");
    if (total > 0) {
      words += " of %s (%d %%)".formatted(Figures.count(total), 100 * contacts / total);
    }
    words += ", " + Figures.rate(contacts - before, elapsed, "contacts");
    if (rows > 0) {
      words += ", " + Figures.count(rows, "row") + " copied";
    }
    long done = contacts - before;
    if (total > contacts && done > 0 && elapsed.toMillis() > 500) {
      double left = elapsed.toNanos() * (double) (total - contacts) / done;
      words += ", " + Figures.duration(Duration.ofNanos((long) left)) + " left";
    }
    return words;
  }

  @Override
  public boolean stopAsked() {
    return console.stop().isAsked();
  }

  @Override
  public synchronized void failed(Exception failure) {
    clear();
    console.tell(
        "A store failed, and is tried again: "
            + Table.harmless(String.valueOf(failure.getMessage())));
  }

  /** Removes the bar, so that what is written next has the line for itself. */
  synchronized void clear() {
    if (stands) {
      draw("");
      console.err().print("\r");
      console.err().flush();
      stands = false;
    }
  }

  private void draw(String text) {
    int space = Math.max(0, console.width() - 1 - Style.width(text));
    console.err().print("\r" + text + " ".repeat(space));
    console.err().flush();
    stands = true;
  }
}
