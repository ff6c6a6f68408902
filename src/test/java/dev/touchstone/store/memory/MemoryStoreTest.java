package dev.touchstone.store.memory;

import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.InteractionStoreContract;

class MemoryStoreTest implements InteractionStoreContract {
  private final MemoryStore store = new MemoryStore();

  @Override
  public InteractionStore store() {
    return store;
  }
}
