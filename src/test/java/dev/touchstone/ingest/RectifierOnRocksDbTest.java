package dev.touchstone.ingest;

import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.rocksdb.RocksDbOptions;
import dev.touchstone.store.rocksdb.RocksDbStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** On real files. */
class RectifierOnRocksDbTest extends RectifierContract {
  @TempDir private Path folder;

  @Override
  InteractionStore openEmpty() {
    return RocksDbStore.open(
        folder.resolve("data"), RocksDbOptions.DEFAULTS, (count, elapsed) -> {});
  }
}
