package dev.touchstone.http;

import dev.touchstone.access.Authenticator;
import dev.touchstone.access.Challenge;
import dev.touchstone.access.OpenIdSettings;
import dev.touchstone.privacy.audit.Trail;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Who is let in, how often, and what is told to who is not. Thread-safe.
 *
 * @param openId whose tokens the authenticator accepts, for the challenge; null where it accepts
 *     none
 * @param throttle of one server and no other
 * @param trail takes note of what they read
 */
public record Access(
    Authenticator authenticator, @Nullable OpenIdSettings openId, Throttle throttle, Trail trail) {
  /** Everybody is let in and may do everything: for a server that something else guards. */
  public static final Access OFF = new Access(Authenticator.OFF, null, Throttle.OFF);

  private static final String PLAIN = "Bearer";

  /** Of which no note is taken. */
  public Access(Authenticator authenticator, @Nullable OpenIdSettings openId, Throttle throttle) {
    this(authenticator, openId, throttle, Trail.NONE);
  }

  /**
   * @throws dev.touchstone.config.ConfigException if no challenge can name the provider
   */
  public Access {
    Challenge.of(URI.create("http://localhost"), openId);
  }

  /**
   * The one challenge of an answer. A host that a name server knows may still be none that a URL
   * can hold, as those with an underscore; then the scheme has to do.
   *
   * @param organization as the caller knows this server
   */
  String challenge(String organization) {
    try {
      URI server = new URI(organization);
      return server.getHost() == null ? PLAIN : Challenge.of(server, openId).headerValue();
    } catch (URISyntaxException e) {
      return PLAIN;
    }
  }
}
