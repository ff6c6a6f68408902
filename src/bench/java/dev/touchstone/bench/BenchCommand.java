package dev.touchstone.bench;

import dev.touchstone.bench.postgres.PostgresMissingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./touchstone bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measure Touchstone beside PostgreSQL and beside what this machine can do.",
      "Phases: files, bulk, size, pages, ceilings, intake, mixed, long, growth, start, jmh.",
      "Each keeps its result; those of a run before stay in the document.",
    })
final class BenchCommand implements Callable<Integer> {
  private static final int UNAVAILABLE = 69;
  private static final int SOFTWARE = 70;
  private static final String FILES = "files";

  private static final List<Phase> PHASES =
      List.of(
          new BulkPhase(),
          new SizePhase(),
          new PagesPhase(),
          new CeilingPhase(),
          new IntakePhase(),
          new MixedPhase(),
          new LongAnswerPhase(),
          new GrowthPhase(),
          new StartPhase(),
          new JmhPhase());

  private static final List<String> ALL =
      Stream.concat(Stream.of(FILES), PHASES.stream().map(Phase::name)).toList();

  @Option(names = "--rows", description = "Rows of the main set. Default: ${DEFAULT-VALUE}")
  private long rows = 5_000_000;

  @Option(names = "--small-rows", description = "Rows before growth. Default: ${DEFAULT-VALUE}")
  private long smallRows = 1_000_000;

  @Option(names = "--large-rows", description = "Rows after growth. Default: ${DEFAULT-VALUE}")
  private long largeRows = 20_000_000;

  @Option(names = "--seed", description = "Decides the rows. Default: ${DEFAULT-VALUE}")
  private long seed = 1;

  @Option(names = "--rounds", description = "Turns of each subject. Default: ${DEFAULT-VALUE}")
  private int rounds = 5;

  @Option(names = "--seconds", description = "Length of a turn. Default: ${DEFAULT-VALUE}")
  private int seconds = 4;

  @Option(names = "--batches", description = "Batches of a turn. Default: ${DEFAULT-VALUE}")
  private int batches = 100;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PHASE",
      description = "These phases only, on what is there from before.")
  private List<String> only = List.of();

  @Option(names = "--folder", description = "Where rows, stores and results are kept.")
  private Path folder = home().resolve("target").resolve("bench");

  @Option(names = "--document", description = "Where the document is written.")
  private Path document = home().resolve("docs").resolve("benchmarks.md");

  @Option(
      names = "--profile",
      description =
          "Record where time goes with the JDK's flight recorder, files *.jfr in the folder.")
  private boolean profile;

  @Option(names = "--json", description = "The results as JSON on standard output.")
  private boolean json;

  private BenchCommand() {}

  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    System.exit(run(arguments));
  }

  /** Runs it and returns the exit code. */
  static int run(String... arguments) {
    return new CommandLine(new BenchCommand())
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              if (e instanceof PostgresMissingException) {
                System.err.println("touchstone bench: " + e.getMessage());
                return UNAVAILABLE;
              }
              e.printStackTrace();
              return SOFTWARE;
            })
        .execute(arguments);
  }

  static Path home() {
    return Path.of(System.getProperty("touchstone.home", "")).toAbsolutePath();
  }

  @Override
  public Integer call() throws Exception {
    requireKnown();
    Files.createDirectories(folder);
    Plan plan =
        new Plan(rows, smallRows, largeRows, seed, rounds, Duration.ofSeconds(seconds), batches);
    Progress progress = new Progress(System.err, onTerminal(), phases());
    Context context = new Context(plan, new Workspace(folder, home(), profile), progress);
    Map<String, String> machine = Machine.facts(folder);
    Results results = new Results(context.workspace().results());
    if (phases().contains(FILES)) {
      progress.begin(FILES);
      context.mainFiles();
      GrowthPhase.fill(context);
    }
    for (Phase phase : PHASES) {
      if (phases().contains(phase.name())) {
        measure(context, phase, results);
        write(plan, machine, results);
      }
    }
    progress.end();
    if (json) {
      System.out.println(Results.json(results.read(PHASES)));
    }
    return 0;
  }

  private void requireKnown() {
    for (String name : only) {
      if (!ALL.contains(name)) {
        throw new CommandLine.ParameterException(
            new CommandLine(this),
            "--only: '%s' is not a phase; the phases are %s"
                .formatted(name, String.join(", ", ALL)));
      }
    }
  }

  /** Those of this run, in their order. */
  private List<String> phases() {
    return only.isEmpty() ? ALL : ALL.stream().filter(only::contains).toList();
  }

  private static boolean onTerminal() {
    return System.getProperty("touchstone.terminal", "").contains("err");
  }

  private static void measure(Context context, Phase phase, Results results) throws Exception {
    context.progress().begin(phase.name());
    long start = System.nanoTime();
    Section section = phase.run(context);
    results.keep(phase, section);
    section
        .targets()
        .forEach(
            it -> context.say("   %s: %s (%s)".formatted(it.what(), it.reached(), it.target())));
    context.say("   took %.0f s".formatted((System.nanoTime() - start) / 1e9));
  }

  private void write(Plan plan, Map<String, String> machine, Results results) throws IOException {
    Path remarks = home().resolve("src/bench/resources/dev/touchstone/bench/remarks.md");
    String said = Files.exists(remarks) ? Files.readString(remarks) : "";
    Files.writeString(document, Report.of(plan, machine, results.read(PHASES), said));
  }
}
