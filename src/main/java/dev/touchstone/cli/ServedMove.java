package dev.touchstone.cli;

import dev.touchstone.config.Config;
import dev.touchstone.move.MoveClaim;
import dev.touchstone.move.MoveOptions;
import dev.touchstone.move.MovePhase;
import dev.touchstone.move.MoveRefusedException;
import dev.touchstone.move.MoveReport;
import dev.touchstone.move.MoveSide;
import dev.touchstone.move.MoveStoppedException;
import dev.touchstone.move.MoveWatch;
import dev.touchstone.move.Mover;
import dev.touchstone.move.MovingStore;
import dev.touchstone.move.Notice;
import dev.touchstone.move.Pause;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.cassandra.StatementListener;
import dev.touchstone.store.rocksdb.RocksDbStore;
import dev.touchstone.telemetry.Metrics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A move that goes on while its store is served: every change goes to both, and the target answers
 * from the switch on. Closed after the server and before the store.
 */
final class ServedMove implements AutoCloseable {
  private final Console console;
  private final StoreAddress target;
  private final MovingStore store;
  private final Mover mover;
  private final Watch watch;
  private final Thread thread;

  private ServedMove(
      Console console,
      StoreAddress target,
      MovingStore store,
      MoveOptions options,
      Metrics metrics) {
    this.console = console;
    this.target = target;
    this.store = store;
    this.watch = new Watch(new MoveBar(console, false));
    this.mover = new Mover(store, options, watch, Pause.REAL, console.nanos());
    metrics.watchMove(watch::contacts, store::unsettled, () -> store.isSwitched() ? 1 : 0);
    this.thread = Thread.ofPlatform().name("touchstone-mover").daemon().unstarted(this::run);
  }

  /**
   * Opens both stores, of which none can be used by itself from here on. Closes what it opened if
   * they cannot be moved.
   *
   * @throws CommandException if the source was moved there already
   * @throws MoveRefusedException if these two cannot be moved so
   */
  static MovingStore open(
      StoreAddress source, StoreAddress target, Config config, Metrics metrics) {
    StatementListener statements = CassandraSettings.listener(metrics);
    MoveSide here = Engines.open(source, config, metrics::committed, statements);
    try {
      MoveSide there = Engines.open(target, config, metrics::committed, statements);
      try {
        MovingStore store = new MovingStore(claim(here, there));
        watch(here, there, store, metrics);
        return store;
      } catch (RuntimeException e) {
        there.close();
        throw e;
      }
    } catch (RuntimeException e) {
      here.close();
      throw e;
    }
  }

  private static MoveClaim claim(MoveSide source, MoveSide target) {
    return MoveClaim.begin(source, target, Notice.REAL)
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.UNAVAILABLE,
                    "%s was moved to %s already; serve that one, without --move-to"
                        .formatted(source.name(), target.name()),
                    null));
  }

  /** What waits to be written by the store that answers. */
  private static void watch(MoveSide source, MoveSide target, MovingStore store, Metrics metrics) {
    Supplier<StorageEngine> answering = () -> (store.isSwitched() ? target : source).engine();
    metrics.watchQueue(
        () -> answering.get() instanceof RocksDbStore local ? local.waiting().rows() : 0,
        () -> answering.get() instanceof RocksDbStore local ? local.waiting().bytes() : 0);
  }

  /** Begins, or goes on. */
  static ServedMove start(
      Console console,
      StoreAddress target,
      MovingStore store,
      MoveOptions options,
      Metrics metrics) {
    ServedMove move = new ServedMove(console, target, store, options, metrics);
    move.thread.start();
    return move;
  }

  private void run() {
    long start = console.nanos().getAsLong();
    try {
      MoveReport report = mover.run();
      Duration elapsed = Duration.ofNanos(console.nanos().getAsLong() - start);
      new MoveOutcome(report, elapsed, Path.of("move-report.ndjson")).show(console, target, false);
      console.flush();
    } catch (MoveStoppedException e) {
      console.tell("The move stopped; start the server with --move-to again to go on from here.");
    } catch (MoveRefusedException e) {
      console.tell("The move ended, and this server answers no more: " + e.getMessage());
    } catch (StoreException | IOException e) {
      console.tell(
          "The move broke off, the server goes on: %s. Start it again to go on from here."
              .formatted(Table.harmless(String.valueOf(e.getMessage()))));
    }
  }

  /** Lines on standard error, and the wish to stop. */
  private static final class Watch implements MoveWatch {
    private final MoveBar lines;
    private volatile boolean stop;
    private volatile long contacts;

    Watch(MoveBar lines) {
      this.lines = lines;
    }

    /** That were done in the phase under way. */
    long contacts() {
      return contacts;
    }

    @Override
    public void done(MovePhase phase, long done, long total, long rows) {
      contacts = done;
      lines.done(phase, done, total, rows);
    }

    @Override
    public boolean stopAsked() {
      return stop || lines.stopAsked();
    }

    @Override
    public void failed(Exception failure) {
      lines.failed(failure);
    }
  }

  /** Ends it where it is; the next one goes on from there. */
  @Override
  public void close() {
    watch.stop = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return; // what it had compared is compared again the next time
    }
    mover.close();
    if (store.isSwitched()) {
      console.tell("From now on serve %s, without --move-to.".formatted(target));
    }
  }
}
