package dev.touchstone.store.rocksdb;

import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.InteractionStoreContract;
import dev.touchstone.store.RecordStore;
import dev.touchstone.store.RecordStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class RocksDbStoreTest implements InteractionStoreContract, RecordStoreContract {
  @TempDir private Path folder;
  private RocksDbStore store;

  @BeforeEach
  void open() {
    store = RocksDbStore.open(folder, RocksDbOptions.DEFAULTS);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  public InteractionStore store() {
    return store;
  }

  @Override
  public RecordStore records() {
    return store.records();
  }
}
