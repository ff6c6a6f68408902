package dev.touchstone.privacy.index;

import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.memory.MemoryStore;

/** In memory. */
class AddressIndexTest extends AddressIndexContract {
  @Override
  StorageEngine openEngine() {
    return new MemoryStore();
  }
}
