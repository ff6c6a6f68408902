package dev.touchstone.cli;

import dev.touchstone.config.Config;
import dev.touchstone.ingest.BulkImport;
import dev.touchstone.ingest.BulkSource;
import dev.touchstone.ingest.CheckpointFile;
import dev.touchstone.ingest.ImportMode;
import dev.touchstone.ingest.ImportStoppedException;
import dev.touchstone.ingest.Retry;
import dev.touchstone.ingest.RowContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Imports rows of any source. */
@Command(
    name = "import",
    description = {
      "Import export containers, files of rows, and containers in Azure Blob Storage.",
      "Every row is stored once, however often it is met: importing again is always right. What an"
          + " earlier import has taken is not read again.",
    })
final class ImportCommand implements Callable<Integer> {
  private static final Duration LEAST_INTERVAL = Duration.ofMillis(10);
  private static final Duration MOST_INTERVAL = Duration.ofHours(24);

  @Mixin private SourceOptions sources = new SourceOptions();

  @Option(
      names = "--rejected",
      paramLabel = "FOLDER",
      description =
          "Where rows that are rejected are written. Default: the source's name and -rejected,"
              + " here.")
  @Nullable Path rejected;

  @Option(names = "--again", description = "Read everything, also what was taken before.")
  private boolean again;

  @Option(
      names = "--dry-run",
      description = "Read and check everything; store nothing, and write no rejected rows.")
  private boolean dryRun;

  @Option(
      names = "--watch",
      description = "Go on: look for new rows, and import them, until stopped.")
  private boolean watch;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      description =
          "How long --watch waits between two looks, from PT0.01S to PT24H. Default: PT1M.")
  private String interval = "PT1M";

  @Option(names = "--json", description = "Write the summary as JSON.")
  private boolean json;

  @Mixin private DataOption data = new DataOption();
  @Mixin private SettingOptions settings = new SettingOptions();

  private final Console console;

  ImportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Duration pause = interval();
    if (watch && dryRun) {
      throw new CommandException(ExitCode.USAGE, "--watch and --dry-run do not go together", null);
    }
    Path folder = data.folder(console);
    Config config = settings.read(console, folder);
    RowContract contract = OpenFolder.exportContract(config);
    List<BulkSource> opened = sources.open(console, config.catalogue());
    ImportPass pass =
        new ImportPass(console, opened, rejected, new ImportPass.Words(dryRun, json, options()));
    console.stop().heed();
    if (dryRun) {
      return once(pass.list(), BulkImport.dry(contract), ImportMode.forgetful()).number();
    }
    if (!watch) {
      pass.list();
    }
    try (OpenFolder open = OpenFolder.openForImport(folder, config);
        CheckpointFile checkpoints = CheckpointFile.open(folder)) {
      BulkImport bulk = BulkImport.into(open.intakeStore(), contract, Retry.STANDARD);
      return watch
          ? new ImportWatch(console, pass, pause).run(bulk, checkpoints, again).number()
          : once(pass, bulk, ImportMode.once(checkpoints, again)).number();
    }
  }

  private ExitCode once(ImportPass pass, BulkImport bulk, ImportMode mode) throws IOException {
    try {
      return pass.run(bulk, mode);
    } catch (ImportStoppedException e) {
      console.tell(
          "Stopped. Every row that was stored stays. Run the same command again to import the"
              + " rest.");
      return ExitCode.INTERRUPTED;
    }
  }

  private Duration interval() {
    try {
      Duration duration = Duration.parse(interval);
      if (duration.compareTo(LEAST_INTERVAL) >= 0 && duration.compareTo(MOST_INTERVAL) <= 0) {
        return duration;
      }
    } catch (DateTimeException e) {
      // Told below.
    }
    throw new CommandException(
        ExitCode.USAGE,
        "--interval is not valid: '%s' is not accepted; accepted is a duration such as PT1M, from PT0.01S to PT24H"
            .formatted(interval),
        null);
  }

  private String options() {
    return sources.forRejected()
        + (data.data == null ? "" : " --data " + Rejections.quoted(data.data));
  }
}
