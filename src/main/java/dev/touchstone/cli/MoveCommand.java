package dev.touchstone.cli;

import dev.touchstone.config.Config;
import dev.touchstone.move.MoveClaim;
import dev.touchstone.move.MoveMarks;
import dev.touchstone.move.MoveOptions;
import dev.touchstone.move.MoveReport;
import dev.touchstone.move.MoveSide;
import dev.touchstone.move.MoveStoppedException;
import dev.touchstone.move.Mover;
import dev.touchstone.move.MovingStore;
import dev.touchstone.move.Notice;
import dev.touchstone.move.Pause;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Moves everything of one store into another. */
@Command(
    name = "move",
    description = {
      "Move every interaction and record of one store into another, compare them contact by"
          + " contact, and switch.",
      "A folder may be open nowhere else; servers on a keyspace answer 503 from then on. Run again,"
          + " it goes on where it was.",
    })
final class MoveCommand implements Callable<Integer> {
  @Option(
      names = "--from",
      paramLabel = "STORE",
      description =
          "The source: rocksdb:DIR or cassandra:host:port/keyspace. Default: the data folder.")
  @Nullable String from;

  @Option(names = "--to", paramLabel = "STORE", description = "The target, likewise; empty.")
  @Nullable String to;

  @Option(
      names = "--rate",
      paramLabel = "ROWS",
      description = "The most rows that are copied in a second. Default: as many as possible.")
  private long rate;

  @Option(
      names = "--workers",
      paramLabel = "NUMBER",
      description = "How many contacts are looked at at once, 1 to 256. Default: 16.")
  private int workers = MoveOptions.DEFAULTS.workers();

  @Option(
      names = "--no-switch",
      description =
          "Copy and compare only; the source stays what it is, and the move goes on later.")
  private boolean noSwitch;

  @Option(
      names = "--give-up",
      description = "End a move before its switch: the source may be used by itself again.")
  private boolean giveUp;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Where contacts that differ are named. Default: move-report.ndjson.")
  private Path report = Path.of("move-report.ndjson");

  @Option(names = "--json", description = "Write the outcome as JSON.")
  private boolean json;

  @Mixin private DataOption data = new DataOption();
  @Mixin private SettingOptions settings = new SettingOptions();

  private final Console console;

  MoveCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    StoreAddress source =
        from == null
            ? new StoreAddress.Folder(data.folder(console))
            : StoreAddress.parse("--from", from);
    Path folder = source instanceof StoreAddress.Folder(Path path) ? path : data.folder(console);
    Config config = settings.read(console, folder);
    if (source instanceof StoreAddress.Folder(Path path)) {
      OpenFolder.requireExisting(path);
    }
    if (giveUp) {
      return giveUp(source, config);
    }
    if (to == null) {
      throw new CommandException(ExitCode.USAGE, "name where to move: --to STORE", null);
    }
    StoreAddress target = StoreAddress.parse("--to", to);
    MoveOptions options = options();
    console.stop().heed();
    return move(source, target, config, options).number();
  }

  private ExitCode move(
      StoreAddress source, StoreAddress target, Config config, MoveOptions options)
      throws IOException {
    try (MoveSide here = Engines.open(source, config);
        MoveSide there = Engines.open(target, config)) {
      tellOfWaiting(here, there);
      MoveClaim claim = MoveClaim.begin(here, there, Notice.REAL).orElse(null);
      if (claim == null) {
        console.say("%s was moved to %s already; use that one.".formatted(source, target));
        return ExitCode.OK;
      }
      try (MovingStore store = new MovingStore(claim)) {
        return move(store, options, target);
      }
    }
  }

  private void tellOfWaiting(MoveSide here, MoveSide there) {
    if (here.shared() || there.shared()) {
      console.tell(
          "Servers that have the stores open are given %s to notice."
              .formatted(Figures.duration(Notice.LASTS)));
    }
  }

  private int giveUp(StoreAddress source, Config config) {
    try (MoveSide side = Engines.open(source, config)) {
      String target = MoveMarks.giveUp(side, Notice.REAL);
      console.say(
          "%s may be used by itself again. Delete what was copied to %s: it holds personal data."
              .formatted(source, target));
    }
    return ExitCode.OK.number();
  }

  private MoveOptions options() {
    try {
      return new MoveOptions(workers, rate, MoveOptions.BRIEF_ATTEMPTS, !noSwitch);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private ExitCode move(MovingStore store, MoveOptions options, StoreAddress target)
      throws IOException {
    long start = console.nanos().getAsLong();
    MoveBar bar = new MoveBar(console);
    try (Mover mover = new Mover(store, options, bar, Pause.REAL, console.nanos())) {
      MoveReport done = mover.run();
      bar.clear();
      Duration elapsed = Duration.ofNanos(console.nanos().getAsLong() - start);
      new MoveOutcome(done, elapsed, report).show(console, target, json);
      return done.outcome() == MoveReport.Outcome.UNEQUAL ? ExitCode.REJECTED : ExitCode.OK;
    } catch (MoveStoppedException e) {
      bar.clear();
      console.tell("Stopped. Run the same command again to go on from here.");
      return ExitCode.INTERRUPTED;
    }
  }
}
