package dev.touchstone.backup;

/** Hears how far a backup or a restore has come, from its thread. */
@FunctionalInterface
public interface BackupProgress {
  BackupProgress NONE = (done, total) -> {};

  /**
   * Tells how far it is.
   *
   * @param done bytes of {@code total}
   */
  void reached(long done, long total);
}
