package dev.touchstone.client;

import java.io.IOException;

/**
 * A body that would not be received by asking for it once more: too large, or in an unknown coding.
 */
final class UnreadableBodyException extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadableBodyException(String message) {
    super(message);
  }
}
