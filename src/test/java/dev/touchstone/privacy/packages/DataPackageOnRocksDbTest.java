package dev.touchstone.privacy.packages;

import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.rocksdb.RocksDbOptions;
import dev.touchstone.store.rocksdb.RocksDbStore;
import java.nio.file.Path;

final class DataPackageOnRocksDbTest implements DataPackageContract {
  @Override
  public InteractionStore open(Path folder) {
    return RocksDbStore.open(folder, RocksDbOptions.DEFAULTS, (rows, elapsed) -> {});
  }
}
