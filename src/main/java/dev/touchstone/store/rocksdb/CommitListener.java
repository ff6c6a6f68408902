package dev.touchstone.store.rocksdb;

import java.time.Duration;

/** Hears of every write that was synced, from the committer's thread; must be quick. */
@FunctionalInterface
public interface CommitListener {
  CommitListener NONE = (rows, elapsed) -> {};

  /**
   * Called after a group of rows was written and synced.
   *
   * @param rows how many rows the group changed
   * @param elapsed how long writing and syncing took
   */
  void committed(int rows, Duration elapsed);
}
