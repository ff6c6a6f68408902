package dev.touchstone.access;

/** Ends the judging of a token. It has no stack trace: strangers can cause any number of it. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Refusal reason;

  RefusedException(Refusal reason) {
    super(reason.words(), null, false, false);
    this.reason = reason;
  }

  Refusal reason() {
    return reason;
  }
}
