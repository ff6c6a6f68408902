package dev.touchstone.access;

import com.nimbusds.jose.Header;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObject;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Judges bearer tokens: JSON Web Tokens that an OpenID provider signed.
 *
 * <p>The order is fixed: length, header, issuer, key, signature, claims. Keys come from the
 * provider only; keys and addresses of keys inside a token ({@code jwk}, {@code jku}, {@code x5c},
 * {@code x5u}) are not looked at.
 *
 * <p>A token once found good is remembered until it expires or its key is no longer published. A
 * provider cannot take back a single token earlier; let tokens live for an hour or less.
 *
 * <p>Thread-safe. Blocks while it fetches keys, at most {@link ProviderDocuments#TIMEOUT} for each
 * document.
 */
public final class OpenIdTokens {
  /** The longest token that is read, in characters. */
  public static final int MAX_LENGTH = 16_384;

  private static final int PARTS = 3;
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384);

  private final Map<String, ProviderKeys> keysByIssuer = new HashMap<>();
  private final TokenClaims rules;
  private final VerifiedTokens verified = new VerifiedTokens();
  private final InstantSource clock;

  /** Fetches nothing yet. */
  public OpenIdTokens(OpenIdSettings settings, InstantSource clock) {
    this(settings, clock, sources(settings));
  }

  /**
   * Takes the keys from elsewhere.
   *
   * @param sources where the keys of an issuer come from
   */
  OpenIdTokens(
      OpenIdSettings settings, InstantSource clock, Function<String, ProviderKeys.Source> sources) {
    for (String issuer : settings.issuers()) {
      keysByIssuer.put(issuer, new ProviderKeys(sources.apply(issuer), settings, clock));
    }
    this.rules = new TokenClaims(settings);
    this.clock = clock;
  }

  private static Function<String, ProviderKeys.Source> sources(OpenIdSettings settings) {
    ProviderDocuments documents = new ProviderDocuments();
    return issuer -> () -> documents.keys(issuer, settings.keysUri());
  }

  /** Judges a token. */
  Authentication authenticate(String token) {
    try {
      return new Authentication.Accepted(judge(token));
    } catch (RefusedException e) {
      return new Authentication.Refused(e.reason());
    } catch (ProviderException e) {
      return new Authentication.Unavailable(e.retryAfter());
    }
  }

  private Caller judge(String token) throws RefusedException, ProviderException {
    if (token.length() > MAX_LENGTH) {
      throw new RefusedException(Refusal.TOO_LONG);
    }
    String digest = Digest.sha256(token);
    VerifiedTokens.Verified known = verified.find(digest);
    if (known != null && known.keys().publishes(known.key())) {
      if (clock.instant().isBefore(known.expires())) {
        return known.caller();
      }
      throw new RefusedException(Refusal.EXPIRED);
    }
    return verify(token, digest);
  }

  private Caller verify(String token, String digest) throws RefusedException, ProviderException {
    SignedJWT jwt = parse(token);
    JWSHeader header = jwt.getHeader();
    JWTClaimsSet claims = claims(jwt);
    ProviderKeys keys = keysByIssuer.get(claims.getIssuer());
    if (keys == null) {
      throw new RefusedException(Refusal.ISSUER);
    }
    PublishedKey key = header.getKeyID() == null ? null : keys.find(header.getKeyID());
    if (key == null) {
      throw new RefusedException(Refusal.KEY_ID);
    }
    if (!key.mayVerify(header.getAlgorithm())) {
      throw new RefusedException(Refusal.ALGORITHM);
    }
    verifySignature(jwt, key);
    Caller caller = rules.check(claims, clock.instant());
    Instant expires = rules.expires(claims);
    verified.remember(digest, new VerifiedTokens.Verified(caller, expires, keys, key));
    return caller;
  }

  private static SignedJWT parse(String token) throws RefusedException {
    try {
      Base64URL[] parts = JOSEObject.split(token);
      if (parts.length != PARTS) {
        throw new RefusedException(Refusal.NOT_A_TOKEN);
      }
      checkHeader(Header.parse(parts[0]));
      return new SignedJWT(parts[0], parts[1], parts[2]);
    } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
      // The exception quotes the token.
      throw new RefusedException(Refusal.NOT_A_TOKEN);
    }
  }

  private static void checkHeader(Header header) throws RefusedException {
    if (!(header instanceof JWSHeader signed) || !ALGORITHMS.contains(signed.getAlgorithm())) {
      throw new RefusedException(Refusal.ALGORITHM);
    }
    if (header.getCriticalParams() != null || !signed.isBase64URLEncodePayload()) {
      throw new RefusedException(Refusal.CRITICAL_HEADER);
    }
    JOSEObjectType type = header.getType();
    if (type != null && !isAccessToken(type.getType())) {
      throw new RefusedException(Refusal.TYPE);
    }
  }

  private static boolean isAccessToken(String type) {
    return type.equalsIgnoreCase("JWT")
        || type.equalsIgnoreCase("at+jwt")
        || type.equalsIgnoreCase("application/at+jwt");
  }

  private static JWTClaimsSet claims(SignedJWT jwt) throws RefusedException {
    try {
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      if (claims != null) {
        return claims;
      }
    } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
      // The exception quotes the claims.
    }
    throw new RefusedException(Refusal.CLAIMS);
  }

  private static void verifySignature(SignedJWT jwt, PublishedKey key) throws RefusedException {
    try {
      if (jwt.verify(key.verifier())) {
        return;
      }
    } catch (JOSEException | IllegalStateException e) {
      // A signature that cannot be computed is a wrong one.
    }
    throw new RefusedException(Refusal.SIGNATURE);
  }
}
