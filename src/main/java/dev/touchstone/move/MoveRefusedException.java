package dev.touchstone.move;

/**
 * These stores cannot be moved so, or one of them cannot be used so; the message says what to do.
 */
public final class MoveRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MoveRefusedException(String message) {
    super(message);
  }
}
