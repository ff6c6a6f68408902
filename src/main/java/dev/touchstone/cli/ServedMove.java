package dev.touchstone.cli;

import dev.touchstone.config.Config;
import dev.touchstone.http.MoveEndpoint;
import dev.touchstone.move.MoveHolder;
import dev.touchstone.move.MoveMarks;
import dev.touchstone.move.MoveOptions;
import dev.touchstone.move.MovePhase;
import dev.touchstone.move.MoveReport;
import dev.touchstone.move.MoveStoppedException;
import dev.touchstone.move.MoveWatch;
import dev.touchstone.move.Mover;
import dev.touchstone.move.MovingStore;
import dev.touchstone.move.Pause;
import dev.touchstone.move.Tenure;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.rocksdb.RocksDbStore;
import dev.touchstone.telemetry.Metrics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The move of a store into another one while it is served. What was moved before, by a server that
 * was started with the same words, is served from where it is now.
 */
final class ServedMove implements MoveWatch, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServedMove.class);

  private final StoreAddress from;
  private final StoreAddress to;
  private final Path folder;
  private final Console console;
  private final @Nullable MovingStore store;
  private final @Nullable MoveHolder holder;
  private final StorageEngine engine;
  private final CountDownLatch stop = new CountDownLatch(1);

  private volatile Progress progress = new Progress(null, 0, 0, 0);
  private volatile @Nullable MoveReport report;
  private volatile @Nullable String failure;
  private @Nullable Thread thread;
  private @Nullable Mover mover;

  /**
   * How far it is.
   *
   * @param phase null before the first
   */
  private record Progress(@Nullable MovePhase phase, long contacts, long total, long rows) {}

  private ServedMove(
      StoreAddress from,
      StoreAddress to,
      Path folder,
      Console console,
      StorageEngine source,
      StorageEngine target) {
    this.from = from;
    this.to = to;
    this.folder = folder;
    this.console = console;
    boolean isShared = from instanceof StoreAddress.Keyspace;
    this.holder = isShared ? claim(source) : null;
    boolean begun = MoveMarks.begin(source, from.toString(), target, to.toString());
    if (begun) {
      MovingStore moving =
          holder == null
              ? new MovingStore(source, target)
              : new MovingStore(source, target, holder);
      this.store = moving;
      this.engine = Tenure.guard(moving, () -> check(moving));
    } else {
      source.close();
      this.store = null;
      this.engine = Tenure.guard(target, to.toString());
    }
  }

  /**
   * Opens both stores, and begins to move or goes on with it.
   *
   * @throws dev.touchstone.move.MoveRefusedException if these two cannot be moved so
   */
  static ServedMove begin(
      Path folder, Config config, StoreAddress to, Metrics metrics, Console console) {
    StoreAddress from =
        config.onCassandra()
            ? new StoreAddress.Keyspace(
                config.cassandra().contactPoints(), config.cassandra().keyspace())
            : new StoreAddress.Folder(folder);
    if (from.equals(to)) {
      throw new CommandException(
          ExitCode.USAGE, "--move-to names %s, which is the store already".formatted(to), null);
    }
    StorageEngine source = open(from, config, metrics);
    try {
      StorageEngine target = open(to, config, metrics);
      try {
        ServedMove move = new ServedMove(from, to, folder, console, source, target);
        move.watchedBy(metrics, source);
        return move;
      } catch (RuntimeException e) {
        target.close();
        throw e;
      }
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  private static StorageEngine open(StoreAddress address, Config config, Metrics metrics) {
    return Engines.open(address, config, metrics::committed, CassandraSettings.listener(metrics));
  }

  private MoveHolder claim(StorageEngine source) {
    console.tell(
        "If another process was moving %s a moment ago, this one waits for %s."
            .formatted(from, Figures.duration(Tenure.NOTICE)));
    return MoveHolder.claim(source, from.toString(), Pause.REAL);
  }

  private void watchedBy(Metrics metrics, StorageEngine source) {
    if (store != null && source instanceof RocksDbStore local) {
      metrics.watchQueue(() -> local.waiting().rows(), () -> local.waiting().bytes());
    }
    metrics.watchMove(
        () -> progress.contacts(), () -> progress.total(), () -> progress.rows(), this::unsettled);
  }

  /** Whether this process may use the stores: nobody else moves the one, or then the other. */
  private void check(MovingStore moving) {
    if (report != null && moving.isSwitched()) {
      MoveMarks.requireHome(moving, to.toString());
    } else if (holder != null && !moving.isSwitched()) {
      holder.beat();
    }
  }

  /** What is to be used in place of both stores. */
  StorageEngine engine() {
    return engine;
  }

  /** Begins to copy; until then changes go to both already. */
  void start() {
    MovingStore moving = store;
    if (moving == null) {
      console.tell(
          "%s was moved to %s already, and that is served. Start without --move-to from now on."
              .formatted(from, to));
      return;
    }
    MoveOptions usual = MoveOptions.DEFAULTS;
    MoveOptions options =
        new MoveOptions(usual.workers(), usual.rowsPerSecond(), MoveOptions.ANY_ATTEMPTS, true);
    Mover begun = new Mover(moving, options, this, this::pause, console.nanos());
    mover = begun;
    thread = Thread.ofPlatform().name("touchstone-mover").daemon().start(() -> run(begun));
  }

  private void pause(Duration wait) {
    try {
      stop.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void run(Mover begun) {
    long start = console.nanos().getAsLong();
    try {
      if (holder != null) {
        pause(Tenure.NOTICE);
      }
      MoveReport done = begun.run();
      report = done;
      Duration elapsed = Duration.ofNanos(console.nanos().getAsLong() - start);
      new MoveOutcome(done, elapsed, folder.resolve("move-report.ndjson"))
          .show(console, to, folder, false);
      console.flush();
    } catch (MoveStoppedException e) {
      LOG.info("The move to {} goes on when the server is started again", to);
    } catch (RuntimeException | IOException e) {
      failure = e.getClass().getSimpleName();
      LOG.error(
          "The move to {} was broken off; it goes on when the server is started again", to, e);
    }
  }

  @Override
  public void done(MovePhase phase, long contacts, long total, long rows) {
    if (phase != progress.phase()) {
      LOG.info("Moving to {}: {}", to, phase.word());
    }
    progress = new Progress(phase, contacts, Math.max(total, progress.total()), rows);
  }

  @Override
  public boolean stopAsked() {
    return stop.getCount() == 0;
  }

  private long unsettled() {
    return store == null ? 0 : store.unsettled();
  }

  /** How far it is, for those who ask the server. */
  MoveEndpoint.State state() {
    Progress now = progress;
    MoveReport done = report;
    boolean before = store == null;
    String outcome = done == null ? null : done.outcome().name().toLowerCase(Locale.ROOT);
    return new MoveEndpoint.State(
        from.toString(),
        to.toString(),
        now.phase() == null ? "waiting" : now.phase().word(),
        now.contacts(),
        now.total(),
        now.rows(),
        unsettled(),
        before || store.isSwitched(),
        before ? "switched" : outcome,
        failure);
  }

  /** To be called when nobody changes anything any more, and before the stores are closed. */
  @Override
  public void close() {
    stop.countDown();
    Thread running = thread;
    if (running != null) {
      try {
        running.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    if (mover != null) {
      mover.close();
    }
  }
}
