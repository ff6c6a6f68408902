package dev.touchstone.privacy.restriction;

import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.memory.MemoryStore;

/** In memory. */
class RestrictionsTest extends RestrictionsContract {
  private final MemoryStore memory = new MemoryStore();

  @Override
  StorageEngine openEngine() {
    return memory;
  }

  /** What is in memory ends with it. */
  @Override
  void closeEngine(StorageEngine opened) {}
}
