package dev.touchstone.move;

/** The move was told to stop. What it did so far stays, and it goes on from there. */
public final class MoveStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MoveStoppedException() {
    super("the move was stopped; run it again to go on");
  }
}
