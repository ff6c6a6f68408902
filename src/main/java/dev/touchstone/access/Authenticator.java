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
   * Accepts API keys, and tokens if there is a provider, as {@code Bearer}; and API keys as the
   * password of {@code Basic}, with any user name, because that is what Excel and Power BI can
   * send. The {@link Challenge} does not offer Basic: a browser that is not asked for a password
   * keeps none, which another site could then make it send.
   */
  static Authenticator of(ApiKeys keys, @Nullable OpenIdTokens tokens) {
    return new CredentialAuthenticator(keys, tokens);
  }

  /**
   * Judges the header.
   *
   * @param authorization the value of the one {@code Authorization} header, or null if there is
   *     none; who received several refuses with {@link Refusal#HEADER}
   */
  Authentication authenticate(@Nullable String authorization);
}
