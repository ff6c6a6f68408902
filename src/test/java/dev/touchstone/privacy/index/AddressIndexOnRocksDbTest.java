package dev.touchstone.privacy.index;

import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.rocksdb.RocksDbOptions;
import dev.touchstone.store.rocksdb.RocksDbStore;

/** On real files. */
class AddressIndexOnRocksDbTest extends AddressIndexContract {
  @Override
  StorageEngine openEngine() {
    return RocksDbStore.open(
        folder.resolve("data"), RocksDbOptions.DEFAULTS, (count, elapsed) -> {});
  }
}
