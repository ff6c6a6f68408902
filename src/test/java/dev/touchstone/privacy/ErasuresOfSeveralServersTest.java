package dev.touchstone.privacy;

import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.memory.MemoryStore;

/** In memory, as one of several servers. */
class ErasuresOfSeveralServersTest extends ErasuresContract {
  private final MemoryStore memory = new MemoryStore();

  @Override
  StorageEngine openEngine() {
    return memory;
  }

  @Override
  boolean isShared() {
    return true;
  }

  /** What is in memory ends with it. */
  @Override
  void closeEngine(StorageEngine opened) {}
}
