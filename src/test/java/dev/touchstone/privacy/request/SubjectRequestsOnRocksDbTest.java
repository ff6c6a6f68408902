package dev.touchstone.privacy.request;

import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.rocksdb.RocksDbOptions;
import dev.touchstone.store.rocksdb.RocksDbStore;

/** On real files. */
class SubjectRequestsOnRocksDbTest extends SubjectRequestsContract {
  @Override
  StorageEngine openEngine() {
    return RocksDbStore.open(
        folder.resolve("data"), RocksDbOptions.DEFAULTS, (count, elapsed) -> {});
  }
}
