package dev.touchstone.access;

import dev.touchstone.config.ConfigException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose tokens are accepted, and what they grant.
 *
 * @param issuers one or more; compared with the {@code iss} claim character by character. Entra ID
 *     has two for one tenant: {@code https://sts.windows.net/TENANT/} and {@code
 *     https://login.microsoftonline.com/TENANT/v2.0}
 * @param audiences one or more; a token must be for one of them
 * @param keysUri where the providers' keys (JWKS) are, for all issuers; null to ask each issuer's
 *     {@code /.well-known/openid-configuration}
 * @param authorizationUri what the {@link Challenge} names; null to derive it from the first issuer
 * @param roleClaims the claims that hold roles: an array of texts, or one text split at spaces. A
 *     name with dots that is no claim is a path: {@code realm_access.roles}
 * @param roles which value of those claims grants which role, in the exact case
 * @param clockSkew how far the provider's clock may be off; at most {@link #MAX_CLOCK_SKEW}
 * @param keysMaxAge after how long the provider's keys are fetched again, and so how long a key
 *     that the provider removed is still trusted
 * @param outageMaxAge how old the keys may get while the provider does not answer; from then on
 *     tokens cannot be judged
 */
public record OpenIdSettings(
    List<String> issuers,
    Set<String> audiences,
    @Nullable URI keysUri,
    @Nullable URI authorizationUri,
    List<String> roleClaims,
    Map<String, Role> roles,
    Duration clockSkew,
    Duration keysMaxAge,
    Duration outageMaxAge) {
  public static final List<String> DEFAULT_ROLE_CLAIMS = List.of("roles", "scp");
  public static final Map<String, Role> DEFAULT_ROLES =
      Map.of(
          "Touchstone.Reader", Role.READER,
          "Touchstone.Writer", Role.WRITER,
          "Touchstone.Privacy", Role.PRIVACY,
          "Touchstone.Admin", Role.ADMIN);
  public static final Duration DEFAULT_CLOCK_SKEW = Duration.ofMinutes(1);
  public static final Duration DEFAULT_KEYS_MAX_AGE = Duration.ofMinutes(15);
  public static final Duration DEFAULT_OUTAGE_MAX_AGE = Duration.ofHours(6);

  public static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);
  public static final Duration MIN_KEYS_MAX_AGE = Duration.ofMinutes(1);
  public static final Duration MAX_KEYS_MAX_AGE = Duration.ofDays(1);
  public static final Duration MAX_OUTAGE_MAX_AGE = Duration.ofDays(3);

  /** How many issuers, audiences, role claims, or role values there may be. */
  public static final int MAX_VALUES = 100;

  public OpenIdSettings {
    issuers = List.copyOf(issuers);
    audiences = Set.copyOf(audiences);
    roleClaims = List.copyOf(roleClaims);
    roles = Map.copyOf(roles);
    checkCount("auth.oidc.issuer", issuers.size());
    checkCount("auth.oidc.audience", audiences.size());
    checkCount("auth.oidc.role-claims", roleClaims.size());
    checkCount("auth.oidc.roles", roles.size());
    issuers.forEach(issuer -> Endpoint.parse("auth.oidc.issuer", issuer));
    if (audiences.stream().anyMatch(String::isBlank)) {
      throw new ConfigException("auth.oidc.audience is empty", null);
    }
    if (keysUri != null) {
      Endpoint.check("auth.oidc.jwks-uri", keysUri);
    }
    if (authorizationUri != null) {
      Endpoint.check("auth.oidc.authorization-uri", authorizationUri);
    }
    checkRange("auth.oidc.clock-skew", clockSkew, Duration.ZERO, MAX_CLOCK_SKEW);
    checkRange("auth.oidc.keys-max-age", keysMaxAge, MIN_KEYS_MAX_AGE, MAX_KEYS_MAX_AGE);
    checkRange("auth.oidc.outage-max-age", outageMaxAge, keysMaxAge, MAX_OUTAGE_MAX_AGE);
  }

  /** The settings of one issuer and audience, with the defaults for everything else. */
  public static OpenIdSettings of(String issuer, String audience) {
    return new OpenIdSettings(
        List.of(issuer),
        Set.of(audience),
        null,
        null,
        DEFAULT_ROLE_CLAIMS,
        DEFAULT_ROLES,
        DEFAULT_CLOCK_SKEW,
        DEFAULT_KEYS_MAX_AGE,
        DEFAULT_OUTAGE_MAX_AGE);
  }

  private static void checkCount(String name, int count) {
    if (count < 1 || count > MAX_VALUES) {
      throw new ConfigException(
          "%s has %d values; give 1 to %d".formatted(name, count, MAX_VALUES), null);
    }
  }

  private static void checkRange(String name, Duration value, Duration least, Duration most) {
    Objects.requireNonNull(value);
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new ConfigException(
          "%s is %s; it may be %s to %s".formatted(name, value, least, most), null);
    }
  }
}
