package dev.touchstone.cli;

import dev.touchstone.backup.BackupNotes;
import dev.touchstone.privacy.Copies;
import dev.touchstone.privacy.Copy;
import dev.touchstone.privacy.CopyFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Notes backups among the copies that left the store.
 *
 * @param caller who makes them
 */
record BackupCopies(Copies copies, String caller) implements BackupNotes {
  @Override
  public Consumer<Path> begin(Path folder) {
    Copy copy = copies.begin(Copy.Kind.BACKUP, folder, List.of(), caller);
    return list -> complete(copy, list);
  }

  private void complete(Copy copy, Path list) {
    try {
      copies.complete(copy, list, CopyFiles.content(list));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
