package dev.touchstone.move;

/** Who watches over a move. Called from the thread that runs it. */
public interface MoveWatch {
  MoveWatch NONE = (phase, contacts, total, rows) -> {};

  /**
   * Something was done.
   *
   * @param contacts that were done in this phase
   * @param total contacts, as they were counted at the start; 0 where that is not known
   * @param rows that were copied in this run
   */
  void done(MovePhase phase, long contacts, long total, long rows);

  /** Whether the move should end in its own time. */
  default boolean stopAsked() {
    return false;
  }

  /** A store failed, and is tried again. */
  default void failed(Exception failure) {}
}
