package dev.touchstone.store.memory;

import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.InteractionStoreContract;
import dev.touchstone.store.RecordStore;
import dev.touchstone.store.RecordStoreContract;

class MemoryStoreTest implements InteractionStoreContract, RecordStoreContract {
  private final MemoryStore store = new MemoryStore();

  @Override
  public InteractionStore store() {
    return store;
  }

  @Override
  public RecordStore records() {
    return store.records();
  }
}
