package dev.touchstone.cli;

import dev.touchstone.config.Config;
import dev.touchstone.ingest.ContainerImport;
import dev.touchstone.ingest.ExportContainer;
import dev.touchstone.ingest.ImportException;
import dev.touchstone.ingest.ImportSummary;
import dev.touchstone.ingest.RejectedRows;
import dev.touchstone.ingest.Retry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports an export container. */
@Command(
    name = "import",
    description = {
      "Import an export container from a folder.",
      "Every row is stored once, however often it is met: importing again is always right.",
    })
final class ImportCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FOLDER",
      description = "The container: a folder with csv/TYPE/BLOB in it.")
  private Path container = Path.of("");

  @Option(
      names = "--rejected",
      paramLabel = "FOLDER",
      description =
          "Where rows that are rejected are written. Default: the container's name and -rejected,"
              + " here.")
  @Nullable Path rejected;

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
    Path folder = data.folder(console);
    Config config = settings.read(console, folder);
    ExportContainer export = ExportContainer.open(container);
    console.stop().heed();
    try (OpenFolder open = OpenFolder.open(folder, config);
        RejectedRows rejectedRows = new RejectedRows(rejectedFolder())) {
      return run(open, export, rejectedRows).number();
    }
  }

  private Path rejectedFolder() {
    if (rejected != null) {
      return rejected;
    }
    Path name = container.toAbsolutePath().normalize().getFileName();
    return Path.of((name == null ? "export" : name) + "-rejected");
  }

  private ExitCode run(OpenFolder open, ExportContainer export, RejectedRows rejectedRows)
      throws IOException {
    ContainerImport run = new ContainerImport(open.exportContract(), open.store(), Retry.STANDARD);
    ImportReport report = new ImportReport(console);
    try {
      ImportSummary summary = run.run(export, rejectedRows, report);
      report.clear();
      return finish(summary, report, rejectedRows);
    } catch (ImportException e) {
      report.clear();
      finish(e.summary(), report, rejectedRows);
      throw e;
    } catch (ImportReport.StoppedException e) {
      report.clear();
      console.tell(
          "Stopped. Every row that was stored stays. Run the same command again to import the"
              + " rest.");
      return ExitCode.INTERRUPTED;
    }
  }

  private ExitCode finish(ImportSummary summary, ImportReport report, RejectedRows rejectedRows)
      throws IOException {
    rejectedRows.close();
    @Nullable Path folder = rejectedRows.folder().orElse(null);
    ImportOutcome outcome = new ImportOutcome(summary, report.elapsed(), folder);
    if (json) {
      console.say(Json.toString(outcome::write));
    } else {
      outcome.show(console);
    }
    if (folder == null) {
      return ExitCode.OK;
    }
    if (!json) {
      Rejections.show(console, folder, summary.counts().rejected(), dataOption());
    }
    return ExitCode.REJECTED;
  }

  private String dataOption() {
    return data.data == null ? "" : " --data " + Rejections.quoted(data.data);
  }
}
