package dev.touchstone.store;

import dev.touchstone.interaction.Interaction;
import java.util.Iterator;

/**
 * A walk through rows in bounded memory. It holds resources of the engine until it is closed, and
 * belongs to one thread at a time. {@link #hasNext} and {@link #next} throw {@link StoreException}
 * where the engine fails: a walk that ends without one was complete.
 */
public interface Scan extends Iterator<Interaction>, AutoCloseable {
  /**
   * How many contacts were left out up to here because whoever scans may not read them. Who shows
   * the rows says so.
   */
  default long leftOut() {
    return 0;
  }

  /** Releases the engine's resources. Closing again does nothing. */
  @Override
  void close();
}
