package dev.touchstone.store;

import dev.touchstone.interaction.Interaction;
import java.util.Iterator;

/**
 * A walk through rows in bounded memory. It holds resources of the engine until it is closed, and
 * belongs to one thread at a time. {@link #hasNext} and {@link #next} throw {@link StoreException}
 * where the engine fails: a walk that ends without one was complete.
 */
public interface Scan extends Iterator<Interaction>, AutoCloseable {
  /** Releases the engine's resources. Closing again does nothing. */
  @Override
  void close();
}
