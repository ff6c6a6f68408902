package dev.touchstone.access;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.touchstone.access.Caller.Kind;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the claims of a token must say, once its signature is good, and what they grant. */
final class TokenClaims {
  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final List<String> SUBJECT_CLAIMS = List.of("sub", "azp", "appid", "client_id");
  private static final int SUBJECT_DIGITS = 32;

  private final OpenIdSettings settings;
  private final RoleClaims roles;

  TokenClaims(OpenIdSettings settings) {
    this.settings = settings;
    this.roles = new RoleClaims(settings);
  }

  /** The caller that the claims describe. */
  Caller check(JWTClaimsSet claims, Instant now) throws RefusedException {
    if (Collections.disjoint(claims.getAudience(), settings.audiences())) {
      throw new RefusedException(Refusal.AUDIENCE);
    }
    if (!now.isBefore(expires(claims))) {
      throw new RefusedException(Refusal.EXPIRED);
    }
    Instant latest = now.plus(settings.clockSkew());
    if (isAfter(claims.getNotBeforeTime(), latest)) {
      throw new RefusedException(Refusal.NOT_YET_VALID);
    }
    if (isAfter(claims.getIssueTime(), latest)) {
      throw new RefusedException(Refusal.ISSUED_IN_FUTURE);
    }
    return new Caller(id(claims), Kind.TOKEN, roles.of(claims));
  }

  /** From when on the token is refused: its expiry and the skew. */
  Instant expires(JWTClaimsSet claims) throws RefusedException {
    Date expires = claims.getExpirationTime();
    if (expires == null) {
      throw new RefusedException(Refusal.NO_EXPIRY);
    }
    return expires.toInstant().plus(settings.clockSkew());
  }

  private static boolean isAfter(@Nullable Date time, Instant latest) {
    return time != null && time.toInstant().isAfter(latest);
  }

  /**
   * Entra ID's object id says which user or application it is to who may look into the tenant. The
   * subject of other providers may be a name or an address, so it becomes a digest.
   */
  private static String id(JWTClaimsSet claims) throws RefusedException {
    if (claims.getClaim("oid") instanceof String object && GUID.matcher(object).matches()) {
      return object.toLowerCase(Locale.ROOT);
    }
    for (String claim : SUBJECT_CLAIMS) {
      if (claims.getClaim(claim) instanceof String subject && !subject.isEmpty()) {
        String digest = Digest.sha256(claims.getIssuer() + "\n" + subject);
        return claim + "-" + digest.substring(0, SUBJECT_DIGITS);
      }
    }
    throw new RefusedException(Refusal.NO_SUBJECT);
  }
}
