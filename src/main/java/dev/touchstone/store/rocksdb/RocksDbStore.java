package dev.touchstone.store.rocksdb;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Erasure;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.Page;
import dev.touchstone.store.Query;
import dev.touchstone.store.Scan;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Keeps interactions in a data folder of this machine. */
public final class RocksDbStore implements InteractionStore {
  private RocksDbStore() {}

  /**
   * Opens a data folder, and makes it where there is none.
   *
   * @throws DataFolderException if it is in use, of a newer format, not a data folder, or cannot be
   *     read and written
   */
  public static RocksDbStore open(Path folder, RocksDbOptions options) {
    if (Files.isRegularFile(folder)) {
      throw new DataFolderException(folder + " is a file", null);
    }
    return new RocksDbStore();
  }

  @Override
  public List<Verdict> append(List<Interaction> interactions) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Page read(Query query) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Scan scan(ContactId contact) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Scan scan(TimeRange range) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Erasure erase(ContactId contact) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void check() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
