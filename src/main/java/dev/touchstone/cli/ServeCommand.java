package dev.touchstone.cli;

import dev.touchstone.access.AdminKey;
import dev.touchstone.config.Config;
import dev.touchstone.config.Setting;
import dev.touchstone.http.TouchstoneServer;
import dev.touchstone.interaction.TypeCatalogue;
import java.net.BindException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves a data folder until it is stopped. */
@Command(
    name = "serve",
    description = {
      "Serve the action over HTTP from a data folder, until stopped by Ctrl-C or SIGTERM.",
      "Requests under way are answered to their end first; the exit code is then 0.",
    })
final class ServeCommand implements Callable<Integer> {
  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Where to listen. Default: the setting server.host, otherwise 127.0.0.1.")
  @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port; 0 picks a free one. Default: the setting server.port, or 8085.")
  @Nullable String port;

  @Option(
      names = "--move-to",
      paramLabel = "STORE",
      description =
          "Move everything into this empty store while serving, and serve that one in the end:"
              + " rocksdb:DIR or cassandra:host:port/keyspace. 'touchstone move --url' tells how"
              + " far it is.")
  @Nullable String moveTo;

  @Mixin private DataOption data = new DataOption();
  @Mixin private SettingOptions settings = new SettingOptions();

  private final Console console;

  ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path folder = data.folder(console);
    Config config =
        settings
            .settings(console, folder)
            .add(Setting.SERVER_HOST, host, "--host")
            .add(Setting.SERVER_PORT, port, "--port")
            .toConfig();
    TypeCatalogue catalogue = config.catalogue();
    console.stop().heed();
    try (OpenFolder open = open(folder, config);
        TouchstoneServer server = Serving.start(open, catalogue, config.server().port());
        Sweeps sweeps = Sweeps.start(open.kept(), open.metrics(), Sweeps.INTERVAL)) {
      warn(config);
      tell(open.erasures());
      if (open.move() != null) {
        open.move().start();
      }
      sweeps.words().forEach(console::tell);
      console.say("Serving %s at %s".formatted(folder, server.uri()));
      console.flush();
      console.stop().await();
      console.tell("Stopping: requests under way are answered first.");
    } catch (BindException e) {
      throw Serving.taken(config.server().host(), config.server().port(), e);
    }
    return ExitCode.OK.number();
  }

  /** A new folder gets its first key before anybody can ask. */
  private OpenFolder open(Path folder, Config config) {
    OpenFolder open =
        moveTo == null
            ? OpenFolder.open(folder, config)
            : OpenFolder.openMoving(
                folder, config, StoreAddress.parse("--move-to", moveTo), console);
    try {
      AdminKey key = config.authentication() ? Callers.adminKey(folder) : null;
      if (key != null && key.created()) {
        console.tell(
            "The admin key of this data folder is in %s; make others with: touchstone key create"
                .formatted(key.file()));
      }
      return open;
    } catch (RuntimeException e) {
      open.close();
      throw e;
    }
  }

  private void tell(FolderErasures erasures) {
    if (erasures.replayed().entries() > 0) {
      console.tell(
          "The data was older than its ledger of erasures: %s had come back and %s erased again."
              .formatted(
                  Figures.count(erasures.replayed().contacts(), "contact"),
                  erasures.replayed().contacts() == 1 ? "was" : "were"));
    }
    if (erasures.resumed() > 0) {
      console.tell(
          "Completed %s that had been interrupted."
              .formatted(Figures.count(erasures.resumed(), "erasure")));
    }
  }

  private void warn(Config config) {
    String address = config.server().host();
    if (!config.authentication()) {
      warn(
          "authentication is off (auth.mode): whoever reaches %s can read every contact."
              .formatted(address));
    } else if (config.server().certificate() == null && !Serving.isLoopback(address)) {
      warn(
          "%s is open to the network, and this server speaks no TLS: keys and contacts cross it in clear. Set tls.certificate and tls.key, or put a proxy that does TLS before it."
              .formatted(address));
    }
  }

  private void warn(String what) {
    console.tell(console.errStyle().yellow("Warning: ") + what);
  }
}
