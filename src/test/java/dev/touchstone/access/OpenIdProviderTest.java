package dev.touchstone.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.touchstone.access.Authentication.Accepted;
import dev.touchstone.access.Authentication.Refused;
import dev.touchstone.access.Authentication.Unavailable;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against an OpenID provider that others wrote: discovery, client credentials, rotation, outage.
 */
final class OpenIdProviderTest {
  private static final String TENANT = "tenant";
  private static final String AUDIENCE = "api://touchstone";

  private final HandClock clock = new HandClock();
  private final RotatingKeys keys = new RotatingKeys();
  @TempDir Path folder;
  private MockOAuth2Server provider;
  private OpenIdSettings settings;
  private Authenticator authenticator;

  /** One key for signing, which is also the only one that is published. */
  private static final class RotatingKeys extends KeyProvider {
    private volatile RSAKey key = Provider.rsa("first");

    @Override
    public JWK signingKey(String issuerId) {
      return key;
    }
  }

  @BeforeEach
  void start() throws Exception {
    OAuth2TokenProvider tokens = new OAuth2TokenProvider(keys, clock.instant());
    provider = new MockOAuth2Server(new OAuth2Config(false, null, null, false, tokens));
    provider.start(InetAddress.getByName("localhost"), 0);
    settings = OpenIdSettings.of(provider.issuerUrl(TENANT).toString(), AUDIENCE);
    authenticator =
        Authenticator.of(
            new ApiKeys(folder, clock, new SecureRandom()), new OpenIdTokens(settings, clock));
  }

  @AfterEach
  void stop() {
    provider.shutdown();
  }

  @Test
  void aTokenByClientCredentialsIsAcceptedWithItsRoles() throws Exception {
    String token = fetchToken(AUDIENCE, List.of("Touchstone.Reader", "Touchstone.Privacy"));

    assertThat(authenticator.authenticate("Bearer " + token))
        .isInstanceOfSatisfying(
            Accepted.class,
            it -> {
              assertThat(it.caller().roles()).containsExactlyInAnyOrder(Role.READER, Role.PRIVACY);
              assertThat(it.caller().kind()).isEqualTo(Caller.Kind.TOKEN);
            });
  }

  @Test
  void aTokenForAnotherAudienceIsRefused() throws Exception {
    String token = fetchToken("api://other", List.of("Touchstone.Admin"));
    assertThat(authenticator.authenticate("Bearer " + token))
        .isEqualTo(new Refused(Refusal.AUDIENCE));
  }

  @Test
  void aTokenOfAnotherTenantIsRefused() {
    String token = provider.issueToken("other", "me", AUDIENCE).serialize();
    assertThat(authenticator.authenticate("Bearer " + token))
        .isEqualTo(new Refused(Refusal.ISSUER));
  }

  @Test
  void afterARotationTheNewKeyIsAcceptedAndTheOldOneRefused() throws Exception {
    String before = fetchToken(AUDIENCE, List.of("Touchstone.Reader"));
    assertThat(authenticator.authenticate("Bearer " + before)).isInstanceOf(Accepted.class);

    keys.key = Provider.rsa("second");
    clock.advance(ProviderKeys.PAUSE);
    String after = fetchToken(AUDIENCE, List.of("Touchstone.Reader"));

    assertThat(authenticator.authenticate("Bearer " + after)).isInstanceOf(Accepted.class);
    assertThat(authenticator.authenticate("Bearer " + before))
        .isEqualTo(new Refused(Refusal.KEY_ID));
  }

  @Test
  void withoutTheProviderTheKeysAreGoodForAWhile() throws Exception {
    String known = fetchToken(AUDIENCE, List.of("Touchstone.Reader"));
    String alsoKnown = fetchToken(AUDIENCE, List.of("Touchstone.Writer"));
    assertThat(authenticator.authenticate("Bearer " + known)).isInstanceOf(Accepted.class);
    provider.shutdown();

    clock.advance(settings.keysMaxAge());
    assertThat(authenticator.authenticate("Bearer " + alsoKnown)).isInstanceOf(Accepted.class);
    clock.advance(settings.outageMaxAge());
    assertThat(authenticator.authenticate("Bearer " + alsoKnown)).isInstanceOf(Unavailable.class);
  }

  private String fetchToken(String audience, List<String> roles) throws Exception {
    provider.enqueueCallback(
        new DefaultOAuth2TokenCallback(
            TENANT, "client", "JWT", List.of(audience), Map.of("roles", roles), 3600));
    HttpRequest request =
        HttpRequest.newBuilder(provider.tokenEndpointUrl(TENANT).uri())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    "grant_type=client_credentials&client_id=a&client_secret=b&scope=api"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      return String.valueOf(JSONObjectUtils.parse(response.body()).get("access_token"));
    }
  }
}
