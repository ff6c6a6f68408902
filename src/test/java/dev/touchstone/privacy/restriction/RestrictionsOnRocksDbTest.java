package dev.touchstone.privacy.restriction;

import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.rocksdb.RocksDbOptions;
import dev.touchstone.store.rocksdb.RocksDbStore;

/** On real files. */
class RestrictionsOnRocksDbTest extends RestrictionsContract {
  @Override
  StorageEngine openEngine() {
    return RocksDbStore.open(
        folder.resolve("data"), RocksDbOptions.DEFAULTS, (count, elapsed) -> {});
  }
}
