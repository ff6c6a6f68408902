package dev.touchstone.cli;

import dev.touchstone.move.MovePhase;
import dev.touchstone.move.MoveWatch;
import java.time.Duration;

/**
 * Shows how far a move has come: a bar that is drawn anew on a terminal, otherwise a line every ten
 * seconds. Passes the wish to stop on. Thread-safe.
 */
final class MoveBar implements MoveWatch {
  private final Console console;
  private final StatusLine status;
  private MovePhase phase = MovePhase.COUNTING;
  private long phaseStart;
  private long before;

  MoveBar(Console console) {
    this(console, console.errIsTerminal());
  }

  /**
   * @param draws whether a bar is drawn; otherwise there are lines
   */
  MoveBar(Console console, boolean draws) {
    this.console = console;
    this.status = new StatusLine(console, draws);
    this.phaseStart = console.nanos().getAsLong();
  }

  @Override
  public synchronized void done(MovePhase now, long contacts, long total, long rows) {
    long moment = console.nanos().getAsLong();
    if (now != phase) {
      phase = now;
      phaseStart = moment;
      before = contacts;
    }
    if (status.isDue()) {
      status.show(text(contacts, total, rows, Duration.ofNanos(moment - phaseStart)));
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
    status.clear();
  }
}
