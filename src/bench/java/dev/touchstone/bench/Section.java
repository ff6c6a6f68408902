package dev.touchstone.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What one phase measured, as it is kept and as it is written into the document.
 *
 * @param notes sentences before the table: what was done, and how
 * @param header of the table
 * @param rounds each number that was measured, by its subject
 */
record Section(
    String title,
    String measured,
    List<String> notes,
    List<String> header,
    List<List<String>> table,
    List<Target> targets,
    Map<String, List<Double>> rounds) {

  /** A target, and what came of it. */
  record Target(String what, String target, String reached, boolean met) {
    /** A number that should be at least so large. */
    static Target atLeast(String what, double least, double reached, String unit) {
      return new Target(
          what, "≥ " + number(least) + unit, number(reached) + unit, reached >= least);
    }

    /** A number that should be at most so large. */
    static Target atMost(String what, double most, double reached, String unit) {
      return new Target(what, "≤ " + number(most) + unit, number(reached) + unit, reached <= most);
    }
  }

  static String number(double value) {
    return value >= 1_000
        ? "%,.0f".formatted(value)
        : value >= 20
            ? "%.0f".formatted(value)
            : value >= 1 ? "%.2f".formatted(value) : "%.3f".formatted(value);
  }

  /** Gathers a section. Not thread-safe. */
  static final class Builder {
    private final String title;
    private final List<String> notes = new ArrayList<>();
    private final List<String> header = new ArrayList<>();
    private final List<List<String>> table = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();

    Builder(String title, String... header) {
      this.title = title;
      this.header.addAll(List.of(header));
    }

    Builder note(String sentence) {
      notes.add(sentence);
      return this;
    }

    Builder row(String... cells) {
      table.add(List.of(cells));
      return this;
    }

    Builder target(Target target) {
      targets.add(target);
      return this;
    }

    Section build(Rounds rounds) {
      return new Section(
          title,
          Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
          notes,
          header,
          table,
          targets,
          rounds.values());
    }
  }
}
