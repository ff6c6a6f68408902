package dev.touchstone.backup;

import java.time.Instant;
import java.util.List;

/**
 * A backup that is complete.
 *
 * @param id its name, by which backups sort in the order in which they were made
 * @param made when its content was true
 * @param ledger how far the ledger of erasures went then: its last entry's number and digest
 */
public record Backup(String id, Instant made, String ledger, List<BackupFile> files) {
  public Backup {
    files = List.copyOf(files);
  }

  /** How many bytes all its files have. */
  public long bytes() {
    return files.stream().mapToLong(BackupFile::size).sum();
  }
}
