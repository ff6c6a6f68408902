package dev.touchstone.move;

import dev.touchstone.store.StorageEngine;

/**
 * A store that takes part in a move.
 *
 * @param name where it is, in the words of whoever moves it
 * @param shared whether other processes can have it open at the same time
 */
public record MoveSide(StorageEngine engine, String name, boolean shared) implements AutoCloseable {
  /** Checks that it may be used by itself. */
  void requireHome() {
    MoveMarks.requireHome(engine, name);
  }

  @Override
  public void close() {
    engine.close();
  }
}
