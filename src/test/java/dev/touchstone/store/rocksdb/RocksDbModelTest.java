package dev.touchstone.store.rocksdb;

import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.ModelContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class RocksDbModelTest extends ModelContract {
  @TempDir private Path folder;

  @Override
  protected int operations() {
    return 4_000;
  }

  @Override
  protected InteractionStore open() {
    return RocksDbStore.open(folder, AppendingProgram.options());
  }
}
