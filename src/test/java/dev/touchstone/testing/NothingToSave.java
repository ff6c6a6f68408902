package dev.touchstone.testing;

import dev.touchstone.backup.BackupSource;
import java.util.List;

/** The source of backups without files. */
final class NothingToSave implements BackupSource {
  @Override
  public List<Item> files() {
    return List.of();
  }

  @Override
  public String ledger() {
    return "none";
  }

  @Override
  public Picture picture() {
    return new Picture() {
      @Override
      public List<Item> files() {
        return List.of();
      }

      @Override
      public void close() {}
    };
  }
}
