package dev.touchstone.bench;

import java.io.PrintStream;
import java.util.List;

/**
 * How far the benchmark is. On a terminal one line is drawn again and again, below what was said;
 * elsewhere only what is said appears. Not thread-safe.
 */
final class Progress {
  private static final int BAR = 28;
  private static final long NANOS_BETWEEN = 200_000_000;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private final List<String> phases;
  private final long start = System.nanoTime();
  private String phase = "";
  private long drawn;

  /**
   * @param terminal whether a line can be drawn again
   * @param phases in the order in which they come
   */
  Progress(PrintStream out, boolean terminal, List<String> phases) {
    this.out = out;
    this.terminal = terminal;
    this.phases = List.copyOf(phases);
  }

  /** A phase begins. */
  void begin(String name) {
    phase = name;
    say("== " + name);
  }

  /** Says something that stays. */
  void say(String what) {
    out.println(terminal ? CLEAR + what : what);
    draw(0, 1);
  }

  /** A part of the phase that is told in rows is so far. */
  void reached(long done, long total) {
    if (System.nanoTime() - drawn >= NANOS_BETWEEN) {
      draw(done, total);
    }
  }

  /** Nothing follows. */
  void end() {
    if (terminal) {
      out.print(CLEAR);
      out.flush();
    }
  }

  private void draw(long done, long total) {
    if (terminal) {
      drawn = System.nanoTime();
      out.print(CLEAR + bar(done, total, (drawn - start) / 1_000_000_000));
      out.flush();
    }
  }

  /**
   * {@code ━━━━━━━──── 3 of 11 · pages · 4:05}, and behind the phase how far it is if it is told.
   */
  String bar(long done, long total, long seconds) {
    int before = Math.max(0, phases.indexOf(phase));
    double share = (double) done / total;
    int filled = (int) (BAR * (before + share) / Math.max(1, phases.size()));
    String part = done == 0 ? "" : " %.0f%%".formatted(Math.floor(100 * share));
    return "%s%s %d of %d · %s%s · %d:%02d"
        .formatted(
            "━".repeat(filled),
            "─".repeat(BAR - filled),
            before + 1,
            phases.size(),
            phase,
            part,
            seconds / 60,
            seconds % 60);
  }
}
