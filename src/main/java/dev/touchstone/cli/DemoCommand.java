package dev.touchstone.cli;

import dev.touchstone.config.Config;
import dev.touchstone.config.Setting;
import dev.touchstone.config.Settings;
import dev.touchstone.http.TouchstoneServer;
import dev.touchstone.ingest.ContainerImport;
import dev.touchstone.ingest.ExportContainer;
import dev.touchstone.ingest.ImportCounts;
import dev.touchstone.ingest.ImportProgress;
import dev.touchstone.ingest.ImportSummary;
import dev.touchstone.ingest.RejectedRows;
import dev.touchstone.ingest.Retry;
import dev.touchstone.interaction.TypeCatalogue;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows in one go what Touchstone does, on the sample that comes with it. */
@Command(
    name = "demo",
    description = {
      "Import the sample, serve it, and call the action as its documentation does.",
      "Goes on serving until stopped by Ctrl-C. What it stored is deleted at the end.",
    })
final class DemoCommand implements Callable<Integer> {
  private static final Path SAMPLE = Path.of("examples", "export-sample");

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port. Default: 8085, or a free one if that is taken.")
  @Nullable String port;

  @Option(names = "--once", description = "End when the answer was shown.")
  private boolean once;

  private final Console console;

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path sample = console.home().resolve(SAMPLE);
    if (!Files.isDirectory(sample)) {
      throw new CommandException(
          ExitCode.UNAVAILABLE,
          "the sample is not at %s; start with ./touchstone, or point TOUCHSTONE_HOME at the program's folder"
              .formatted(sample.toAbsolutePath()),
          null);
    }
    Config config = new Settings().add(Setting.SERVER_PORT, port, "--port").toConfig();
    quieten();
    TouchstoneServer.loadAhead();
    console.stop().heed();
    Path folder = Files.createTempDirectory("touchstone-demo-");
    try {
      run(sample, folder, config);
    } finally {
      TemporaryFolder.delete(folder);
    }
    return ExitCode.OK.number();
  }

  /** What the server logs would stand between what is shown. The log reads this when it starts. */
  private static void quieten() {
    if (System.getenv("TOUCHSTONE_LOG") == null && System.getProperty("TOUCHSTONE_LOG") == null) {
      System.setProperty("TOUCHSTONE_LOG", "WARN");
    }
  }

  private void run(Path sample, Path folder, Config config)
      throws IOException, InterruptedException {
    TypeCatalogue catalogue = config.catalogue();
    Path data = folder.resolve("data");
    try (OpenFolder open = OpenFolder.open(data, config)) {
      Path key = Callers.adminKey(data).file();
      importSample(open, catalogue, sample, folder);
      try (TouchstoneServer server = start(open, catalogue, config.server().port())) {
        new Demonstration(console, server.uri(), data, key).show(once);
        console.flush();
        if (!once) {
          console.stop().await();
        }
      }
    }
  }

  private void importSample(OpenFolder open, TypeCatalogue catalogue, Path sample, Path folder)
      throws IOException {
    ContainerImport run = new ContainerImport(catalogue, open.store(), Retry.STANDARD);
    try (RejectedRows rejected = new RejectedRows(folder.resolve("rejected"))) {
      ImportSummary summary = run.run(ExportContainer.open(sample), rejected, ImportProgress.NONE);
      ImportCounts counts = summary.counts();
      console.say(
          "Imported %s: %s, %s stored, %s met before, %s rejected."
              .formatted(
                  SAMPLE,
                  Figures.count(counts.read(), "row"),
                  Figures.count(counts.stored()),
                  Figures.count(counts.repeated()),
                  Figures.count(counts.rejected())));
    }
  }

  private TouchstoneServer start(OpenFolder open, TypeCatalogue catalogue, int wanted)
      throws IOException {
    try {
      return Serving.start(open, catalogue, wanted);
    } catch (BindException e) {
      if (port != null) {
        throw Serving.taken(open.config().server().host(), wanted, e);
      }
      console.say("Port %d is taken; a free one is used.".formatted(wanted));
      return Serving.start(open, catalogue, 0);
    }
  }
}
