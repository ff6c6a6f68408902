package dev.touchstone.access;

import org.jspecify.annotations.Nullable;

/**
 * Turns the {@code Authorization} header into a verdict.
 *
 * <p>Thread-safe. May block for a few seconds when it has to fetch the provider's keys.
 */
@FunctionalInterface
public interface Authenticator {
  /** Accepts everybody as {@link Caller#ANYONE}: for a server that others guard. */
  Authenticator OFF = header -> new Authentication.Accepted(Caller.ANYONE);

  /**
   * Judges the header.
   *
   * @param authorization the value of the one {@code Authorization} header, or null if there is
   *     none; who received several refuses with {@link Refusal#HEADER}
   */
  Authentication authenticate(@Nullable String authorization);
}
