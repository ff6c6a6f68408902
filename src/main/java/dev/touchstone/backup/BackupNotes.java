package dev.touchstone.backup;

import java.nio.file.Path;
import java.util.function.Consumer;

/** Takes note of backups, which are copies of everything. */
@FunctionalInterface
public interface BackupNotes {
  /** Takes note of nothing. */
  BackupNotes NONE = folder -> list -> {};

  /**
   * A backup is begun; where this throws, none is made.
   *
   * @return told when it is complete, with the file that lists what it has
   */
  Consumer<Path> begin(Path folder);
}
