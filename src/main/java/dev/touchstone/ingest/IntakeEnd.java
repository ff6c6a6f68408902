package dev.touchstone.ingest;

import dev.touchstone.store.StoreException;
import java.io.IOException;

/** Why an intake ended. */
public sealed interface IntakeEnd {
  /** The input came to its end. */
  record Complete() implements IntakeEnd {}

  /** Nobody can say where the next row begins, or there is more than is read. */
  record Broken(BrokenInputException failure) implements IntakeEnd {}

  /** The input cannot be read: its sender is gone, or too slow. */
  record Unreadable(IOException failure) implements IntakeEnd {}

  /** The store did not take the rows behind the last that is acknowledged, or does not say so. */
  record StoreFailed(StoreException failure) implements IntakeEnd {}
}
