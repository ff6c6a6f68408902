package dev.touchstone.backup;

import java.util.function.LongConsumer;

/** Adds up bytes. Belongs to one thread. */
final class Meter implements LongConsumer {
  private final BackupProgress progress;
  private final long total;
  private long done;

  Meter(BackupProgress progress, long total) {
    this.progress = progress;
    this.total = total;
  }

  @Override
  public void accept(long bytes) {
    done += bytes;
    progress.reached(done, total);
  }
}
