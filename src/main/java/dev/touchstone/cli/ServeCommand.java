package dev.touchstone.cli;

import dev.touchstone.access.AdminKey;
import dev.touchstone.config.Config;
import dev.touchstone.config.Setting;
import dev.touchstone.http.TouchstoneServer;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.move.MoveOptions;
import dev.touchstone.move.MovingStore;
import dev.touchstone.move.Notice;
import dev.touchstone.telemetry.Metrics;
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
      description = {
        "Move everything into another store while serving, compare, and switch:",
        "rocksdb:DIR or cassandra:host:port/keyspace. Started again it goes on where it was."
      })
  @Nullable String moveTo;

  @Option(
      names = "--move-rate",
      paramLabel = "ROWS",
      description = "The most rows that are copied in a second. Default: as many as possible.")
  private long moveRate;

  @Mixin private DataOption data = new DataOption();
  @Mixin private SettingOptions settings = new SettingOptions();

  private final Console console;

  ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    TouchstoneServer.loadAhead();
    Path folder = data.folder(console);
    Config config =
        settings
            .settings(console, folder)
            .add(Setting.SERVER_HOST, host, "--host")
            .add(Setting.SERVER_PORT, port, "--port")
            .toConfig();
    TypeCatalogue catalogue = config.catalogue();
    console.stop().heed();
    if (moveTo == null) {
      serve(folder, OpenFolder.open(folder, config), catalogue, null, null);
    } else {
      serveMoving(folder, config, catalogue, StoreAddress.parse("--move-to", moveTo));
    }
    return ExitCode.OK.number();
  }

  private void serveMoving(
      Path folder, Config config, TypeCatalogue catalogue, StoreAddress target) {
    StoreAddress source = StoreAddress.ofSettings(folder, config);
    if (source instanceof StoreAddress.Folder) {
      OpenFolder.requireExisting(folder);
    }
    options(); // before anything is begun
    Metrics metrics = new Metrics();
    boolean toServers = target instanceof StoreAddress.Keyspace;
    if (config.onCassandra() || toServers) {
      console.tell(
          "Servers that have the stores open are given %s to notice."
              .formatted(Figures.duration(Notice.LASTS)));
    }
    MovingStore store = ServedMove.open(source, target, config, metrics);
    serve(
        folder,
        OpenFolder.moving(
            folder,
            config,
            store,
            metrics,
            () -> config.onCassandra() || (toServers && store.isSwitched())),
        catalogue,
        store,
        target);
  }

  /**
   * Serves until it is stopped.
   *
   * @param store what is moved; null if nothing is
   */
  private void serve(
      Path folder,
      OpenFolder opened,
      TypeCatalogue catalogue,
      @Nullable MovingStore store,
      @Nullable StoreAddress target) {
    Config config = opened.config();
    try (OpenFolder open = withKey(folder, opened);
        ServedMove move = move(open, store, target);
        TouchstoneServer server = Serving.start(open, catalogue, config.server().port());
        Sweeps sweeps =
            Sweeps.start(open.kept(), PrivacyExpiry.of(open), open.metrics(), Sweeps.INTERVAL)) {
      warn(config);
      tell(open.erasures());
      sweeps.words().forEach(console::tell);
      if (move != null) {
        console.tell("Moving to %s meanwhile.".formatted(target));
      }
      console.say("Serving %s at %s".formatted(folder, server.uri()));
      console.flush();
      console.stop().await();
      console.tell("Stopping: requests under way are answered first.");
    } catch (BindException e) {
      throw Serving.taken(config.server().host(), config.server().port(), e);
    }
  }

  private @Nullable ServedMove move(
      OpenFolder open, @Nullable MovingStore store, @Nullable StoreAddress target) {
    if (store == null || target == null) {
      return null;
    }
    return ServedMove.start(console, target, store, options(), open.metrics());
  }

  private MoveOptions options() {
    try {
      return new MoveOptions(
          MoveOptions.DEFAULTS.workers(), moveRate, MoveOptions.ANY_ATTEMPTS, true);
    } catch (IllegalArgumentException e) {
      throw new CommandException(
          ExitCode.USAGE,
          "--move-rate: %d is not accepted; accepted are 0 to %,d"
              .formatted(moveRate, MoveOptions.MAX_ROWS_PER_SECOND),
          e);
    }
  }

  /** A new folder gets its first key before anybody can ask. */
  private OpenFolder withKey(Path folder, OpenFolder open) {
    try {
      AdminKey key = open.config().authentication() ? Callers.adminKey(folder) : null;
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
