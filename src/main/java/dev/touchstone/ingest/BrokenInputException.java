package dev.touchstone.ingest;

import java.io.IOException;

/**
 * Bytes that are not of the form they are said to be of, so that nothing behind this place can be
 * read. The message says what is wrong and holds nothing of what was sent.
 */
public final class BrokenInputException extends IOException {
  private static final long serialVersionUID = 1L;
  private final boolean tooLarge;

  private BrokenInputException(String message, boolean tooLarge) {
    super(message);
    this.tooLarge = tooLarge;
  }

  static BrokenInputException malformed(String message) {
    return new BrokenInputException(message, false);
  }

  static BrokenInputException tooLarge(String message) {
    return new BrokenInputException(message, true);
  }

  /** Whether it is only too long. */
  public boolean isTooLarge() {
    return tooLarge;
  }
}
