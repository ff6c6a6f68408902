package dev.touchstone.store.rocksdb;

import java.nio.file.Path;

/**
 * The engine's files as they stood at one moment, under names that no longer change: they may be
 * read and copied while the store goes on. To be closed soon, because they hold on to rows that are
 * erased meanwhile; an erasure says so.
 */
public final class StoreSnapshot implements AutoCloseable {
  private final Path folder;
  private final Runnable onClose;

  StoreSnapshot(Path folder, Runnable onClose) {
    this.folder = folder;
    this.onClose = onClose;
  }

  /** Where the files are; they go into the folder {@value DataFolder#ENGINE_FOLDER}. */
  public Path folder() {
    return folder;
  }

  /** Lets go of the files. Closing again does nothing. */
  @Override
  public void close() {
    onClose.run();
  }
}
