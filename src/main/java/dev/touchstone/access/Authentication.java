package dev.touchstone.access;

import java.time.Duration;

/** The verdict on the credentials of a request. */
public sealed interface Authentication {
  /** The credentials are good; what the caller may do is asked of the {@link Caller}. */
  record Accepted(Caller caller) implements Authentication {}

  /** There are none: 401 with the {@link Challenge}. */
  record Missing() implements Authentication {}

  /** They are no good: 401 with the {@link Challenge}, and the reason in words. */
  record Refused(Refusal reason) implements Authentication {}

  /**
   * Nobody can tell now, because the provider's keys or the file of keys cannot be read: 503 with
   * Retry-After.
   */
  record Unavailable(Duration retryAfter) implements Authentication {}
}
