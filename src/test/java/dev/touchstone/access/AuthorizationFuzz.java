package dev.touchstone.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** Whatever stands in the header: there is a verdict, and it is never "accepted". */
final class AuthorizationFuzz {
  private static final OpenIdSettings SETTINGS =
      OpenIdSettings.of("http://localhost:1/", "audience");
  private static final Map<String, PublishedKey> KEYS = keys(Provider.rsa("k"));
  private static final Authenticator AUTHENTICATOR =
      Authenticator.of(
          new ApiKeys(Path.of("nowhere"), () -> Instant.EPOCH, new SecureRandom()),
          new OpenIdTokens(SETTINGS, () -> Instant.EPOCH, issuer -> () -> KEYS));

  @FuzzTest(maxDuration = "5s")
  void everyHeaderGetsAVerdict(byte[] input) {
    String text = new String(input, ISO_8859_1);
    judge(text);
    judge("Bearer " + text);
    judge("Basic " + text);
  }

  private static void judge(String header) {
    if (AUTHENTICATOR.authenticate(header) instanceof Authentication.Accepted) {
      throw new AssertionError("accepted");
    }
  }

  private static Map<String, PublishedKey> keys(RSAKey key) {
    try {
      return Map.of("k", Objects.requireNonNull(PublishedKey.of(key)));
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }
}
