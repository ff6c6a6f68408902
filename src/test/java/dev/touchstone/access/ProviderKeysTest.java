package dev.touchstone.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.touchstone.access.Authentication.Accepted;
import dev.touchstone.access.Authentication.Refused;
import dev.touchstone.access.Authentication.Unavailable;
import java.net.URI;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys that come and go, and providers that do. */
final class ProviderKeysTest {
  private static final RSAKey OLD = Provider.rsa("old");
  private static final RSAKey NEW = Provider.rsa("new");

  private final HandClock clock = new HandClock();
  private Provider provider;
  private OpenIdSettings settings;
  private OpenIdTokens tokens;

  @BeforeEach
  void start() throws Exception {
    provider = new Provider(clock, OLD.toPublicJWK());
    settings = OpenIdSettings.of(provider.issuer(), Provider.AUDIENCE);
    tokens = new OpenIdTokens(settings, clock);
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void keysAreFetchedOnceForManyTokens() {
    for (int i = 0; i < 20; i++) {
      assertThat(judge(OLD)).isInstanceOf(Accepted.class);
      clock.advance(Duration.ofSeconds(44));
    }
    assertThat(provider.keyFetches).hasValue(1);
  }

  @Test
  void aNewKeyIsAcceptedAtOnce() {
    assertThat(judge(OLD)).isInstanceOf(Accepted.class);
    clock.advance(ProviderKeys.PAUSE);
    provider.publish(OLD.toPublicJWK(), NEW.toPublicJWK());

    assertThat(judge(NEW)).isInstanceOf(Accepted.class);
    assertThat(judge(OLD)).isInstanceOf(Accepted.class);
    assertThat(provider.keyFetches).hasValue(2);
  }

  @Test
  void aRemovedKeyIsRefusedAlsoForTokensOnceAccepted() {
    String token = longLived(OLD);
    assertThat(tokens.authenticate(token)).isInstanceOf(Accepted.class);
    provider.publish(NEW.toPublicJWK());

    clock.advance(settings.keysMaxAge().minusMillis(1));
    assertThat(tokens.authenticate(token)).isInstanceOf(Accepted.class);
    clock.advance(Duration.ofMillis(1));
    assertThat(tokens.authenticate(token)).isEqualTo(new Refused(Refusal.KEY_ID));
    assertThat(judge(OLD)).isEqualTo(new Refused(Refusal.KEY_ID));
    assertThat(judge(NEW)).isInstanceOf(Accepted.class);
  }

  @Test
  void aRemovedKeyIsRefusedAlsoAfterALongSilence() {
    String token = longLived(OLD);
    assertThat(tokens.authenticate(token)).isInstanceOf(Accepted.class);
    provider.publish(NEW.toPublicJWK());
    clock.advance(Duration.ofHours(5));

    assertThat(tokens.authenticate(token)).isEqualTo(new Refused(Refusal.KEY_ID));
  }

  @Test
  void anotherKeyUnderTheSameIdEndsTrustInTheFirst() {
    String token = longLived(OLD);
    assertThat(tokens.authenticate(token)).isInstanceOf(Accepted.class);
    RSAKey impostor = new RSAKey.Builder(NEW).keyID("old").build();
    provider.publish(impostor.toPublicJWK());
    clock.advance(settings.keysMaxAge());

    assertThat(tokens.authenticate(token)).isEqualTo(new Refused(Refusal.SIGNATURE));
    assertThat(judge(impostor)).isInstanceOf(Accepted.class);
  }

  @Test
  void unknownKeyIdsDoNotHammerTheProvider() {
    assertThat(judge(OLD)).isInstanceOf(Accepted.class);
    for (int i = 0; i < 1_000; i++) {
      RSAKey garbage = new RSAKey.Builder(NEW).keyID("garbage-" + i).build();
      assertThat(judge(garbage)).isEqualTo(new Refused(Refusal.KEY_ID));
      clock.advance(Duration.ofMillis(60));
    }
    assertThat(provider.keyFetches).hasValue(2);
  }

  @Test
  void whileTheProviderIsDownItsKeysAreGoodForABoundedTime() {
    String token = longLived(OLD);
    assertThat(tokens.authenticate(token)).isInstanceOf(Accepted.class);
    provider.status = 500;

    clock.advance(settings.outageMaxAge().minusMillis(1));
    assertThat(tokens.authenticate(token)).isInstanceOf(Accepted.class);
    assertThat(tokens.authenticate(longLived(OLD))).isInstanceOf(Accepted.class);
    assertThat(judge(NEW)).as("an unknown key").isInstanceOf(Unavailable.class);
    clock.advance(Duration.ofMillis(1));
    assertThat(tokens.authenticate(token)).isInstanceOf(Unavailable.class);
    assertThat(tokens.authenticate(longLived(OLD))).isEqualTo(new Unavailable(ProviderKeys.PAUSE));

    provider.status = 200;
    clock.advance(ProviderKeys.PAUSE);
    assertThat(tokens.authenticate(token)).isInstanceOf(Accepted.class);
  }

  @Test
  void aProviderThatIsDownIsNotHammered() {
    assertThat(judge(OLD)).isInstanceOf(Accepted.class);
    provider.status = 503;
    clock.advance(settings.keysMaxAge());
    for (int i = 0; i < 100; i++) {
      assertThat(judge(OLD)).isInstanceOf(Accepted.class);
      assertThat(judge(NEW)).isInstanceOf(Unavailable.class);
    }
    assertThat(provider.attempts).hasValue(2);
  }

  @Test
  void aProviderThatIsDownAtTheStartIsAskedAgain() {
    provider.status = 503;
    assertThat(judge(OLD)).isInstanceOf(Unavailable.class);
    provider.status = 200;
    assertThat(judge(OLD)).isInstanceOf(Unavailable.class);
    clock.advance(ProviderKeys.PAUSE);
    assertThat(judge(OLD)).isInstanceOf(Accepted.class);
  }

  @Test
  void aProviderThatCannotBeReachedIsUnavailable() {
    provider.close();
    assertThat(judge(OLD)).isInstanceOf(Unavailable.class);
  }

  @Test
  void aForeignTokenAsksNobody() {
    String token =
        Provider.sign(OLD, JWSAlgorithm.RS256, provider.claims().issuer("https://evil.example"));
    assertThat(tokens.authenticate(token)).isEqualTo(new Refused(Refusal.ISSUER));
    assertThat(provider.keyFetches).hasValue(0);
  }

  @Test
  void nonsenseForKeysIsNoKeys() throws Exception {
    RSAKey weak = new RSAKeyGenerator(1024, true).keyID("old").generate();
    for (String document :
        List.of(
            "",
            "x",
            "[]",
            "{}",
            "{\"keys\":[]}",
            "{\"keys\":[{}]}",
            "{\"keys\":[" + weak.toPublicJWK() + "]}",
            "{\"keys\":["
                + OLD.toPublicJWK()
                + "],"
                + " ".repeat(ProviderDocuments.MAX_BYTES)
                + "}",
            "[".repeat(100_000))) {
      provider.keysDocument = document;
      assertThat(judge(OLD)).as(document).isInstanceOf(Unavailable.class);
      clock.advance(ProviderKeys.PAUSE);
    }
    provider.publish(OLD.toPublicJWK());
    assertThat(judge(OLD)).isInstanceOf(Accepted.class);
  }

  @Test
  void aConfigurationOfAnotherIssuerIsNotUsed() {
    String right = provider.configuration;
    for (String wrong :
        List.of(
            "{}",
            "x",
            right.replace("localhost", "127.0.0.1"),
            right.replace(provider.issuer() + "/keys", "http://provider.example/keys"),
            right.replace(provider.issuer() + "/keys", "file:///etc/passwd"),
            right.replace("jwks_uri", "jwks"))) {
      provider.configuration = wrong;
      assertThat(judge(OLD)).as(wrong).isInstanceOf(Unavailable.class);
      clock.advance(ProviderKeys.PAUSE);
    }
    assertThat(provider.keyFetches).hasValue(0);
  }

  @Test
  void keysMayBeAtAnAddressOfTheirOwn() {
    provider.configuration = "";
    tokens = new OpenIdTokens(with(URI.create(provider.issuer() + "/keys")), clock);
    assertThat(judge(OLD)).isInstanceOf(Accepted.class);
  }

  @Test
  void aRedirectIsNotFollowed() {
    provider.status = 302;
    assertThat(judge(OLD)).isInstanceOf(Unavailable.class);
  }

  private OpenIdSettings with(@Nullable URI keysUri) {
    return new OpenIdSettings(
        List.of(provider.issuer()),
        Set.of(Provider.AUDIENCE),
        keysUri,
        null,
        settings.roleClaims(),
        settings.roles(),
        settings.clockSkew(),
        settings.keysMaxAge(),
        settings.outageMaxAge());
  }

  private Authentication judge(RSAKey key) {
    return tokens.authenticate(provider.token(key));
  }

  private String longLived(RSAKey key) {
    Date expires = Date.from(clock.instant().plus(Duration.ofDays(7)));
    return Provider.sign(key, JWSAlgorithm.RS256, provider.claims().expirationTime(expires));
  }
}
