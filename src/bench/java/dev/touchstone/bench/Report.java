package dev.touchstone.bench;

import dev.touchstone.bench.Section.Target;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Writes what was measured as a document. All methods are pure. */
final class Report {
  private Report() {}

  /**
   * The document.
   *
   * @param remarks what people have to say about it; it stands before the numbers
   */
  static String of(
      Plan plan, Map<String, String> machine, Map<String, Section> sections, String remarks) {
    StringBuilder out = new StringBuilder();
    out.append(
        """
        # Benchmarks

        Written by `./touchstone bench %s`, which needs PostgreSQL (`apt-get install postgresql`) and makes its own rows. Everything is
        measured on one machine, the processes sharing its processors. Subjects take turns, because a machine's speed drifts: a ratio is the median of the ratios of each
        round. What the phases are and how to run some of them again is in [CONTRIBUTING.md](../CONTRIBUTING.md#benchmarks); why these comparisons,
        in [RATIONALE.md](../RATIONALE.md#benchmarks).

        """
            .formatted(plan.arguments()));
    if (!remarks.isBlank()) {
      out.append(remarks.strip()).append("\n\n");
    }
    targets(out, sections);
    machine(out, machine);
    sections.forEach((name, section) -> section(out, name, section));
    return out.toString().stripTrailing() + "\n";
  }

  private static void targets(StringBuilder out, Map<String, Section> sections) {
    out.append("## Targets\n\n");
    row(out, List.of("what", "target", "reached", ""));
    row(out, Collections.nCopies(4, "---"));
    for (Section section : sections.values()) {
      for (Target target : section.targets()) {
        row(
            out,
            List.of(
                target.what(),
                target.target(),
                target.reached(),
                target.met() ? "met" : "**not met**"));
      }
    }
    out.append('\n');
  }

  private static void machine(StringBuilder out, Map<String, String> facts) {
    out.append("## Machine\n\n");
    row(out, List.of("what", ""));
    row(out, Collections.nCopies(2, "---"));
    facts.forEach((name, fact) -> row(out, List.of(name, fact)));
    out.append(
        """

        Both stores are durable: Touchstone syncs its log before it acknowledges; PostgreSQL runs with `fsync = on`, `synchronous_commit = on` and `full_page_writes = on`.
        PostgreSQL's other settings are those of `src/bench/java/dev/touchstone/bench/postgres/PostgresSettings.java`, its table is in `PostgresTable.java` beside it.

        """);
  }

  private static void section(StringBuilder out, String name, Section section) {
    out.append("## ").append(section.title()).append("\n\n");
    out.append("Phase `%s`, %s. ".formatted(name, section.measured()));
    out.append(String.join(" ", section.notes())).append("\n\n");
    row(out, section.header());
    row(out, Collections.nCopies(section.header().size(), "---"));
    section.table().forEach(cells -> row(out, cells));
    out.append("\nRaw numbers, a turn each:\n\n");
    section
        .rounds()
        .forEach(
            (subject, values) ->
                out.append("- ")
                    .append(subject)
                    .append(": ")
                    .append(String.join(", ", values.stream().map(Section::number).toList()))
                    .append('\n'));
    out.append('\n');
  }

  private static void row(StringBuilder out, List<String> cells) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
