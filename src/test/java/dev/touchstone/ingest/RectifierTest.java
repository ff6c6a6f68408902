package dev.touchstone.ingest;

import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.memory.MemoryStore;

/** In memory. */
class RectifierTest extends RectifierContract {
  @Override
  InteractionStore openEmpty() {
    return new MemoryStore();
  }
}
