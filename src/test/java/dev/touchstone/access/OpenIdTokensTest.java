package dev.touchstone.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.touchstone.access.Authentication.Accepted;
import dev.touchstone.access.Authentication.Refused;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Attacks on the judge of tokens; what each sends is right but for one thing. */
final class OpenIdTokensTest {
  private static final RSAKey KEY = Provider.rsa("key-1");
  private static final RSAKey STRANGER = Provider.rsa("key-1");
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final HandClock clock = new HandClock();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Provider provider;
  private OpenIdTokens tokens;

  @BeforeEach
  void start() throws Exception {
    provider = new Provider(clock, KEY.toPublicJWK());
    tokens = new OpenIdTokens(OpenIdSettings.of(provider.issuer(), Provider.AUDIENCE), clock);
    log.start();
    ((Logger) LoggerFactory.getLogger("dev.touchstone.access")).addAppender(log);
  }

  @AfterEach
  void nothingWasLoggedOfAnyToken() {
    provider.close();
    ((Logger) LoggerFactory.getLogger("dev.touchstone.access")).detachAppender(log);
    assertThat(log.list)
        .noneMatch(it -> it.getFormattedMessage().contains("eyJ"))
        .noneMatch(it -> it.getFormattedMessage().contains("someone@example.org"))
        .noneMatch(it -> it.getThrowableProxy() != null);
  }

  @Test
  void aGoodTokenIsAccepted() {
    assertAccepted(provider.token(KEY), Role.READER);
    assertThat(tokens.authenticate(provider.token(KEY)))
        .isEqualTo(
            new Accepted(new Caller(Provider.SUBJECT, Caller.Kind.TOKEN, Set.of(Role.READER))));
  }

  @Test
  void everyAcceptedAlgorithmWorks() throws Exception {
    ECKey p256 = new ECKeyGenerator(Curve.P_256).keyID("p256").generate();
    ECKey p384 = new ECKeyGenerator(Curve.P_384).keyID("p384").generate();
    provider.publish(KEY.toPublicJWK(), p256.toPublicJWK(), p384.toPublicJWK());
    for (JWSAlgorithm algorithm :
        List.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512)) {
      assertAccepted(Provider.sign(KEY, algorithm, provider.claims()), Role.READER);
    }
    assertAccepted(Provider.sign(p256, JWSAlgorithm.ES256, provider.claims()), Role.READER);
    assertAccepted(Provider.sign(p384, JWSAlgorithm.ES384, provider.claims()), Role.READER);
  }

  @Test
  void aSignatureOfAnotherKeyIsRefused() {
    assertRefused(provider.token(STRANGER), Refusal.SIGNATURE);
  }

  @Test
  void anAlteredTokenIsRefused() {
    String[] parts = provider.token(KEY).split("\\.", -1);
    JWTClaimsSet admin = provider.claims().claim("roles", List.of("Touchstone.Admin")).build();
    String claims = Base64URL.encode(admin.toString()).toString();

    assertRefused(parts[0] + "." + claims + "." + parts[2], Refusal.SIGNATURE);
    assertRefused(parts[0] + "." + parts[1] + ".AAAA", Refusal.SIGNATURE);
    assertRefused(parts[0] + "." + parts[1] + ".", Refusal.SIGNATURE, Refusal.NOT_A_TOKEN);
  }

  @Test
  void anUnsignedTokenIsRefused() {
    String claims = Base64URL.encode(provider.claims().build().toString()).toString();
    for (String none : List.of("none", "None", "NONE", "")) {
      String header = "{\"alg\":\"%s\",\"typ\":\"JWT\",\"kid\":\"key-1\"}".formatted(none);
      String unsigned = Base64URL.encode(header) + "." + claims + ".";
      assertRefused(unsigned, Refusal.ALGORITHM, Refusal.NOT_A_TOKEN);
      assertRefused(unsigned + "AAAA", Refusal.ALGORITHM, Refusal.NOT_A_TOKEN);
    }
    String header = "{\"alg\":\"none\",\"typ\":\"JWT\",\"kid\":\"key-1\"}";
    assertRefused(Base64URL.encode(header) + "." + claims + ".", Refusal.ALGORITHM);
  }

  @Test
  void aSecretMadeOfThePublicKeyIsRefused() throws Exception {
    for (byte[] secret :
        List.of(
            KEY.toRSAPublicKey().getEncoded(),
            KEY.toPublicJWK().toJSONString().getBytes(UTF_8),
            KEY.getModulus().decode())) {
      for (String algorithm : List.of("256", "384", "512")) {
        String header = "{\"alg\":\"HS%s\",\"typ\":\"JWT\",\"kid\":\"key-1\"}".formatted(algorithm);
        String input =
            Base64URL.encode(header) + "." + Base64URL.encode(provider.claims().build().toString());
        Mac mac = Mac.getInstance("HmacSHA" + algorithm);
        mac.init(new SecretKeySpec(secret, "HMAC"));
        String signature = Base64URL.encode(mac.doFinal(input.getBytes(UTF_8))).toString();
        assertRefused(input + "." + signature, Refusal.ALGORITHM);
      }
    }
  }

  @Test
  void aPublishedSecretIsNoKey() {
    OctetSequenceKey secret = new OctetSequenceKey.Builder(new byte[64]).keyID("secret").build();
    provider.publish(KEY.toPublicJWK());
    provider.keysDocument = "{\"keys\":[%s,%s]}".formatted(KEY.toPublicJWK(), secret);
    assertRefused(Provider.sign(secret, JWSAlgorithm.HS256, provider.claims()), Refusal.ALGORITHM);
    assertAccepted(provider.token(KEY), Role.READER);
  }

  @Test
  void aKeyServesOnlyItsOwnKindAndPurpose() throws Exception {
    ECKey ec = new ECKeyGenerator(Curve.P_256).keyID("key-1").generate();
    assertRefused(Provider.sign(ec, JWSAlgorithm.ES256, provider.claims()), Refusal.ALGORITHM);

    RSAKey forEncryption = new RSAKey.Builder(KEY).keyUse(KeyUse.ENCRYPTION).keyID("enc").build();
    RSAKey forOne = new RSAKey.Builder(KEY).algorithm(JWSAlgorithm.PS256).keyID("ps").build();
    provider.publish(forEncryption.toPublicJWK(), forOne.toPublicJWK());
    clock.advance(ProviderKeys.PAUSE);
    assertRefused(
        Provider.sign(rename("enc"), JWSAlgorithm.RS256, provider.claims()), Refusal.KEY_ID);
    assertRefused(
        Provider.sign(rename("ps"), JWSAlgorithm.RS256, provider.claims()), Refusal.ALGORITHM);
    assertAccepted(Provider.sign(rename("ps"), JWSAlgorithm.PS256, provider.claims()), Role.READER);
  }

  @Test
  void timesAreHeldToTheSecondWithTheSkew() {
    Instant now = clock.instant();
    Instant late = now.minus(SKEW);
    assertRefused(signed(provider.claims().expirationTime(Date.from(late))), Refusal.EXPIRED);
    assertAccepted(
        signed(provider.claims().expirationTime(Date.from(late.plusSeconds(1)))), Role.READER);
    Instant early = now.plus(SKEW);
    assertAccepted(signed(provider.claims().notBeforeTime(Date.from(early))), Role.READER);
    assertRefused(
        signed(provider.claims().notBeforeTime(Date.from(early.plusSeconds(1)))),
        Refusal.NOT_YET_VALID);
    assertAccepted(signed(provider.claims().issueTime(Date.from(early))), Role.READER);
    assertRefused(
        signed(provider.claims().issueTime(Date.from(early.plusSeconds(1)))),
        Refusal.ISSUED_IN_FUTURE);
    assertRefused(signed(provider.claims().expirationTime(null)), Refusal.NO_EXPIRY);
    assertAccepted(signed(provider.claims().issueTime(null).notBeforeTime(null)), Role.READER);
  }

  @Test
  void aTokenOnceAcceptedStillExpires() {
    String token = provider.token(KEY);
    assertAccepted(token, Role.READER);
    clock.advance(Duration.ofHours(1).plus(SKEW).minusSeconds(1));
    assertAccepted(token, Role.READER);
    clock.advance(Duration.ofSeconds(1));
    assertRefused(token, Refusal.EXPIRED);
  }

  @Test
  void audienceAndIssuerAreComparedWhole() {
    for (String audience :
        List.of("https://touchstone.example", "HTTPS://touchstone.example/", "", "other")) {
      assertRefused(signed(provider.claims().audience(audience)), Refusal.AUDIENCE);
    }
    assertRefused(signed(provider.claims().audience((String) null)), Refusal.AUDIENCE);
    assertAccepted(
        signed(provider.claims().audience(List.of("other", Provider.AUDIENCE))), Role.READER);
    for (String issuer :
        List.of(provider.issuer() + "/", "https://login.example", "", provider.issuer() + "@x")) {
      assertRefused(signed(provider.claims().issuer(issuer)), Refusal.ISSUER);
    }
    assertRefused(signed(provider.claims().issuer(null)), Refusal.ISSUER);
  }

  @Test
  void aTokenNamesItsKey() {
    RSAKey unnamed = new RSAKey.Builder(KEY).keyID(null).build();
    assertRefused(Provider.sign(unnamed, JWSAlgorithm.RS256, provider.claims()), Refusal.KEY_ID);
    assertRefused(provider.token(rename("key-2")), Refusal.KEY_ID);
    assertRefused(provider.token(rename("../keys")), Refusal.KEY_ID);
  }

  @Test
  void keysThatATokenBringsAlongAreNotLookedAt() throws Exception {
    try (Provider attacker = new Provider(clock, STRANGER.toPublicJWK())) {
      URI keys = URI.create(attacker.issuer() + "/keys");
      JWSHeader header =
          new JWSHeader.Builder(JWSAlgorithm.RS256)
              .type(JOSEObjectType.JWT)
              .keyID("key-1")
              .jwk(STRANGER.toPublicJWK())
              .jwkURL(keys)
              .x509CertURL(keys)
              .build();
      assertRefused(Provider.sign(STRANGER, header, provider.claims().build()), Refusal.SIGNATURE);
      assertThat(attacker.keyFetches).hasValue(0);
    }
  }

  @Test
  void anExtensionThatATokenDemandsIsRefused() {
    JWTClaimsSet claims = provider.claims().build();
    for (String name : List.of("exp", "b64", "http://example.com/UNDEFINED")) {
      JWSHeader critical =
          new JWSHeader.Builder(JWSAlgorithm.RS256)
              .keyID("key-1")
              .type(JOSEObjectType.JWT)
              .criticalParams(Set.of(name))
              .customParam("exp", 1)
              .build();
      assertRefused(Provider.sign(KEY, critical, claims), Refusal.CRITICAL_HEADER);
    }
  }

  @Test
  void onlyAccessTokensAreAccepted() {
    for (String type : List.of("JWT", "jwt", "at+jwt", "application/at+jwt", "AT+JWT")) {
      assertAccepted(typed(new JOSEObjectType(type)), Role.READER);
    }
    assertAccepted(typed(null), Role.READER);
    for (String type : List.of("logout+jwt", "JOSE", "secevent+jwt", "dpop+jwt", "")) {
      assertRefused(typed(new JOSEObjectType(type)), Refusal.TYPE);
    }
  }

  @Test
  void hugeTokensAreNotRead() {
    String token = provider.token(KEY);
    String huge = token + "A".repeat(OpenIdTokens.MAX_LENGTH + 1 - token.length());
    assertRefused(huge, Refusal.TOO_LONG);
    assertRefused(huge.substring(1), Refusal.NOT_A_TOKEN);
    assertThat(provider.keyFetches).hasValue(0);
    String longest = signed(provider.claims().claim("groups", "g".repeat(10_000)));
    assertAccepted(longest, Role.READER);
  }

  @Test
  void whatIsNoTokenIsRefused() {
    String[] parts = provider.token(KEY).split("\\.", -1);
    for (String text :
        List.of(
            "x",
            ".",
            "..",
            "a.b.c",
            "....",
            parts[0] + "." + parts[1],
            parts[0] + "." + parts[1] + "." + parts[2] + "." + parts[2] + "." + parts[2],
            "!!!." + parts[1] + "." + parts[2],
            Base64URL.encode("[]") + "." + parts[1] + "." + parts[2],
            Base64URL.encode("{") + "." + parts[1] + "." + parts[2],
            Base64URL.encode("{}") + "." + parts[1] + "." + parts[2],
            Base64URL.encode("[".repeat(3000)) + "." + parts[1] + "." + parts[2])) {
      assertRefused(text, Refusal.NOT_A_TOKEN);
    }
    for (String claims : List.of("", "x", "[]", "null", "{\"exp\":\"soon\"}", "{\"iss\":1}")) {
      assertRefused(
          parts[0] + "." + Base64URL.encode(claims) + "." + parts[2],
          Refusal.CLAIMS,
          Refusal.ISSUER,
          Refusal.NOT_A_TOKEN);
    }
  }

  @Test
  void aClaimThatIsThereTwiceIsRefused() throws Exception {
    String claims = provider.claims().build().toString();
    String twice = claims.substring(0, claims.length() - 1) + ",\"roles\":[\"Touchstone.Admin\"]}";
    String header =
        Base64URL.encode("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"key-1\"}").toString();
    String input = header + "." + Base64URL.encode(twice);
    java.security.Signature signer = java.security.Signature.getInstance("SHA256withRSA");
    signer.initSign(KEY.toPrivateKey());
    signer.update(input.getBytes(UTF_8));

    assertRefused(input + "." + Base64URL.encode(signer.sign()), Refusal.CLAIMS);
  }

  @Test
  void rolesComeAsArrayOrText() {
    assertAccepted(
        signed(provider.claims().claim("roles", List.of("Touchstone.Writer", "x", 1))),
        Role.WRITER);
    assertAccepted(signed(provider.claims().claim("roles", "Touchstone.Privacy")), Role.PRIVACY);
    assertAccepted(
        signed(provider.claims().claim("roles", null).claim("scp", "x Touchstone.Reader openid")),
        Role.READER);
    assertAccepted(signed(provider.claims().claim("roles", null)));
    for (Object nothing :
        List.of("touchstone.admin", "Touchstone.Admin,x", Map.of("Touchstone.Admin", true), 7)) {
      assertAccepted(signed(provider.claims().claim("roles", nothing)));
    }
  }

  @Test
  void theCallersIdTellsNothing() {
    Caller object = accepted(signed(provider.claims()));
    assertThat(object.id()).isEqualTo(Provider.SUBJECT);
    Caller subject = accepted(signed(provider.claims().claim("oid", "someone")));
    assertThat(subject.id()).matches("sub-[0-9a-f]{32}");
    assertThat(accepted(signed(provider.claims().claim("oid", null)))).isEqualTo(subject);
    Caller application =
        accepted(signed(provider.claims().claim("oid", null).subject(null).claim("appid", "a")));
    assertThat(application.id()).matches("appid-[0-9a-f]{32}");
    assertRefused(signed(provider.claims().claim("oid", null).subject(null)), Refusal.NO_SUBJECT);
  }

  private String signed(JWTClaimsSet.Builder claims) {
    return Provider.sign(KEY, JWSAlgorithm.RS256, claims);
  }

  private String typed(@org.jspecify.annotations.Nullable JOSEObjectType type) {
    JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("key-1");
    return Provider.sign(KEY, header.type(type).build(), provider.claims().build());
  }

  private static RSAKey rename(String id) {
    return new RSAKey.Builder(KEY).keyID(id).build();
  }

  private Caller accepted(String token) {
    Authentication verdict = tokens.authenticate(token);
    assertThat(verdict).isInstanceOf(Accepted.class);
    return verdict instanceof Accepted accepted ? accepted.caller() : Caller.ANYONE;
  }

  private void assertAccepted(String token, Role... roles) {
    for (int time = 0; time < 2; time++) {
      assertThat(accepted(token).roles()).containsExactlyInAnyOrder(roles);
    }
  }

  private void assertRefused(String token, Refusal... reasons) {
    for (int time = 0; time < 2; time++) {
      assertThat(tokens.authenticate(token))
          .as(token)
          .isInstanceOfSatisfying(
              Refused.class, it -> assertThat(it.reason()).isIn((Object[]) reasons));
    }
  }
}
