package dev.touchstone.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose tokens are accepted, as it is set. What the values mean, and which are accepted, {@code
 * access} knows.
 *
 * @param issuers one or more
 * @param audiences one or more
 * @param roles which value of the claims grants the role of which name
 */
public record OpenIdConfig(
    List<String> issuers,
    Set<String> audiences,
    @Nullable URI jwksUri,
    @Nullable URI authorizationUri,
    List<String> roleClaims,
    Map<String, String> roles,
    Duration clockSkew,
    Duration keysMaxAge,
    Duration outageMaxAge) {
  public OpenIdConfig {
    issuers = List.copyOf(issuers);
    audiences = Set.copyOf(audiences);
    roleClaims = List.copyOf(roleClaims);
    roles = Map.copyOf(roles);
  }
}
