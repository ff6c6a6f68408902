package dev.touchstone.privacy;

/** The ledger of erasures is not what it must be; the message says what to do, to a person. */
public final class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LedgerException(String message) {
    super(message);
  }

  LedgerException(String message, Throwable cause) {
    super(message, cause);
  }
}
