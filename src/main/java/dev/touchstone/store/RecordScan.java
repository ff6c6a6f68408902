package dev.touchstone.store;

import java.util.Iterator;

/**
 * A walk through records in bounded memory, under the rules of {@link Scan}: it is closed by
 * whoever began it, belongs to one thread at a time, and was complete if it ends without an
 * exception.
 */
public interface RecordScan extends Iterator<Record>, AutoCloseable {
  /** Releases the engine's resources. Closing again does nothing. */
  @Override
  void close();
}
