package dev.touchstone.privacy;

import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.memory.MemoryStore;

/** In memory. */
class CopiesTest extends CopiesContract {
  @Override
  StorageEngine openEngine() {
    return new MemoryStore();
  }
}
