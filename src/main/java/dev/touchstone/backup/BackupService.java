package dev.touchstone.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes backups of one source into one folder, one at a time, each in a thread of its own.
 * Thread-safe.
 */
public final class BackupService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BackupService.class);

  private final Path folder;
  private final BackupSource source;
  private final Duration keep;
  private final InstantSource clock;
  private final BackupNotes notes;
  private @Nullable Thread thread;
  private State state = new State(false, 0, 0, null, null);
  private volatile boolean stopped;

  /**
   * @param keep how long backups are kept; zero for ever
   * @param notes told of each
   */
  public BackupService(
      Path folder, BackupSource source, Duration keep, InstantSource clock, BackupNotes notes) {
    this.notes = notes;
    this.folder = folder;
    this.source = source;
    this.keep = keep;
    this.clock = clock;
  }

  /**
   * How far things are.
   *
   * @param done bytes of {@code total} of the backup under way
   * @param last what the last backup of this process came to
   * @param failure why the last attempt failed, if it did
   */
  public record State(
      boolean isRunning,
      long done,
      long total,
      @Nullable BackupReport last,
      @Nullable String failure) {}

  /** The folder of the backups. */
  public Path folder() {
    return folder;
  }

  public synchronized State state() {
    return state;
  }

  /** The names of the backups that there are, the oldest first. */
  public List<String> ids() throws IOException {
    return BackupFolder.isOne(folder) ? BackupFolder.read(folder).ids() : List.of();
  }

  /**
   * Begins a backup.
   *
   * @return false if one is under way
   */
  public synchronized boolean start() {
    if (state.isRunning() || stopped) {
      return false;
    }
    state = new State(true, 0, 0, state.last(), null);
    thread = Thread.ofPlatform().name("touchstone-backup").daemon().start(this::run);
    return true;
  }

  private void run() {
    try {
      end(make(this::reached), null);
    } catch (IOException | RuntimeException e) {
      LOG.error("the backup into {} failed", folder, e);
      end(null, String.valueOf(e.getMessage()));
    }
  }

  /** Makes a backup in the caller's thread, and removes those that are too old. */
  public BackupReport make(BackupProgress progress) throws IOException {
    try (BackupFolder open = BackupFolder.open(folder)) {
      Consumer<Path> complete = notes.begin(folder);
      BackupReport report = new BackupRun(open, clock, progress).make(source);
      complete.accept(open.list(report.backup()));
      List<String> removed = keep.isZero() ? List.of() : open.removeBefore(oldest());
      LOG.info(
          "Backup {}: {} files, {} copied; {} old ones removed",
          report.backup().id(),
          report.backup().files().size(),
          report.copiedFiles(),
          removed.size());
      return report;
    }
  }

  private Instant oldest() {
    return clock.instant().minus(keep);
  }

  private synchronized void reached(long done, long total) {
    if (stopped) {
      throw BackupException.refused("the server was stopped before the backup was complete");
    }
    state = new State(true, done, total, state.last(), null);
  }

  private synchronized void end(@Nullable BackupReport report, @Nullable String failure) {
    state = new State(false, 0, 0, report == null ? state.last() : report, failure);
  }

  /** Breaks off the backup under way, of which nothing is left, and waits for its end. */
  @Override
  public void close() {
    stopped = true;
    Thread running;
    synchronized (this) {
      running = thread;
    }
    try {
      if (running != null) {
        running.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
