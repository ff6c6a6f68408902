package dev.touchstone.backup;

import dev.touchstone.store.rocksdb.RestoringFolder;
import java.io.IOException;
import java.nio.file.Path;

/** Makes a data folder of a backup. */
public final class RestoreRun {
  private RestoreRun() {}

  /** What is done to the files before anybody may open them. */
  @FunctionalInterface
  public interface Step {
    void run(Path folder) throws IOException;
  }

  /**
   * Fills an empty folder. Interrupted at any point, the folder is opened by nobody until the same
   * restore was run again and came to its end.
   *
   * @param last what is done before the folder may be opened
   * @throws BackupException if a file of the backup is missing or damaged
   * @throws dev.touchstone.store.rocksdb.DataFolderException if the folder is not empty, or in use
   */
  public static void run(
      BackupFolder.Reader backups, Backup backup, Path folder, BackupProgress progress, Step last)
      throws IOException {
    try (RestoringFolder target = RestoringFolder.begin(folder)) {
      backups.copyTo(backup, target.path(), progress);
      last.run(target.path());
      target.finish();
    }
  }
}
