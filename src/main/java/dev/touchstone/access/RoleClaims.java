package dev.touchstone.access;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which roles the claims of a token grant. Values that are not in the settings grant nothing. */
final class RoleClaims {
  private final List<String> names;
  private final Map<String, Role> roles;

  RoleClaims(OpenIdSettings settings) {
    this.names = settings.roleClaims();
    this.roles = settings.roles();
  }

  Set<Role> of(JWTClaimsSet claims) {
    Set<Role> granted = EnumSet.noneOf(Role.class);
    for (String name : names) {
      values(find(claims.getClaims(), name))
          .filter(roles::containsKey)
          .map(roles::get)
          .forEach(granted::add);
    }
    return granted;
  }

  /** The claim of that name; else, the name being a path, what lies at its end. */
  private static @Nullable Object find(Map<?, ?> claims, String name) {
    Object claim = claims.get(name);
    if (claim != null) {
      return claim;
    }
    int dot = name.indexOf('.');
    return dot > 0 && claims.get(name.substring(0, dot)) instanceof Map<?, ?> inner
        ? find(inner, name.substring(dot + 1))
        : null;
  }

  private static Stream<String> values(@Nullable Object claim) {
    if (claim instanceof String text) {
      return Stream.of(text.split(" "));
    }
    return claim instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast)
        : Stream.empty();
  }
}
