package dev.touchstone.privacy;

import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.rocksdb.RocksDbOptions;
import dev.touchstone.store.rocksdb.RocksDbStore;

/** On real files. */
class CopiesOnRocksDbTest extends CopiesContract {
  @Override
  StorageEngine openEngine() {
    return RocksDbStore.open(
        folder.resolve("data"), RocksDbOptions.DEFAULTS, (count, elapsed) -> {});
  }
}
