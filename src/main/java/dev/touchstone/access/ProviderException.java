package dev.touchstone.access;

import java.time.Duration;

/** The provider's keys are not known, so a token cannot be judged now. */
final class ProviderException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  ProviderException(Duration retryAfter) {
    super("the provider's keys are not known", null, false, false);
    this.retryAfter = retryAfter;
  }

  Duration retryAfter() {
    return retryAfter;
  }
}
