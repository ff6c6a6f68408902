package dev.touchstone.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.touchstone.access.OpenIdSettings;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Documented;
import dev.touchstone.testing.RunningServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A provider of tokens that others wrote, our server, and a caller, over connections. */
final class OpenIdHttpTest {
  private static final String TENANT = "tenant";
  private static final String AUDIENCE = "api://touchstone";
  private static final int LIFE_SECONDS = 3_600;
  private static final String BODY =
      "{\"InteractionType\":\"EmailSent\",\"ContactId\":\"33dd33dd-ee44-ff55-aa66-77bb77bb77bb\"}";
  private static final String READER = "Touchstone.Reader";

  /** How long the server waits before it asks the provider again, and a moment. */
  private static final Duration PAUSE = Duration.ofSeconds(31);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
  private final AtomicReference<RSAKey> signing = new AtomicReference<>();
  private final MemoryStore store = new MemoryStore();
  private MockOAuth2Server provider;
  private RunningServer server;

  /** The key of the moment, which is also the only one that the provider publishes. */
  private final class Keys extends KeyProvider {
    @Override
    public JWK signingKey(String issuer) {
      return signing.get();
    }
  }

  @BeforeEach
  void start() throws Exception {
    rotate("first");
    store.append(List.of(Documented.interaction()));
    startProvider();
    String issuer = provider.issuerUrl(TENANT).toString();
    server = RunningServer.trusting(store, OpenIdSettings.of(issuer, AUDIENCE), now::get);
  }

  private void startProvider() throws IOException {
    OAuth2TokenProvider tokens = new OAuth2TokenProvider(new Keys(), now.get());
    provider = new MockOAuth2Server(new OAuth2Config(false, null, null, false, tokens));
    provider.start(InetAddress.getByName("localhost"), 0);
  }

  @AfterEach
  void stop() {
    server.close();
    provider.shutdown();
  }

  @Test
  void aTokenByClientCredentialsOpensTheAction() throws Exception {
    HttpResponse<String> answer = call(token(READER));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(RunningServer.rows(answer)).hasSize(1);
  }

  @Test
  void withoutTheRoleItIsKnownAndMayNothing() throws Exception {
    for (String role : List.of("Touchstone.Writer", "touchstone.reader", "Other.Reader")) {
      HttpResponse<String> answer = call(token(role));
      assertThat(answer.statusCode()).as(role).isEqualTo(403);
      assertThat(answer.headers().allValues("WWW-Authenticate")).isEmpty();
      assertThat(code(answer)).isEqualTo("0x80040220");
    }
  }

  @Test
  void keysRotateWhileItRuns() throws Exception {
    String before = token(READER);
    assertThat(call(before).statusCode()).isEqualTo(200);
    rotate("second");
    assertThat(call(before).statusCode()).as("until keys are fetched again").isEqualTo(200);

    advance(PAUSE);
    String after = token(READER);
    assertThat(call(after).statusCode()).isEqualTo(200);
    refused(call(before), "The token names no key, or none that its provider publishes.");
  }

  @Test
  void aRemovedKeyIsTrustedNoLongerThanDocumented() throws Exception {
    String before = token(READER);
    assertThat(call(before).statusCode()).isEqualTo(200);
    rotate("second");
    advance(OpenIdSettings.DEFAULT_KEYS_MAX_AGE.minusSeconds(1));
    assertThat(call(before).statusCode()).isEqualTo(200);
    advance(Duration.ofSeconds(1));
    refused(call(before), "The token names no key, or none that its provider publishes.");
  }

  @Test
  void anExpiredTokenIsRefusedWithTheChallenge() throws Exception {
    String met = token(READER);
    String unmet = token(READER);
    advance(Duration.ofSeconds(LIFE_SECONDS - 1).plus(OpenIdSettings.DEFAULT_CLOCK_SKEW));
    assertThat(call(met).statusCode()).isEqualTo(200);
    advance(Duration.ofSeconds(1));
    refused(call(met), "The token has expired.");
    refused(call(unmet), "The token has expired.");
  }

  @Test
  void aTokenForAnotherAudienceIsRefusedWithTheChallenge() throws Exception {
    refused(call(token("api://other", READER)), "The token is for another audience.");
  }

  @Test
  void whileTheProviderIsDownNobodyNewCanBeJudged() throws Exception {
    String token = token(READER);
    provider.shutdown();
    HttpResponse<String> answer = call(token);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("30");
    assertThat(call(server.key()).statusCode()).as("keys are not the provider's").isEqualTo(200);
  }

  private void advance(Duration time) {
    now.updateAndGet(it -> it.plus(time));
  }

  private void rotate(String id) throws Exception {
    signing.set(new RSAKeyGenerator(2048).keyID(id).generate());
  }

  private void refused(HttpResponse<String> answer, String reason) {
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().allValues("WWW-Authenticate"))
        .containsExactly(
            "Bearer authorization_uri=%s, resource_id=%s/"
                .formatted(provider.issuerUrl(TENANT), server.uri()));
    assertThat(code(answer)).isEqualTo("0x80072560");
    assertThat(RunningServer.json(answer).at("/error/message").stringValue()).isEqualTo(reason);
  }

  private static String code(HttpResponse<String> answer) {
    return RunningServer.json(answer).at("/error/code").stringValue();
  }

  private HttpResponse<String> call(String token) {
    return server.send(
        server
            .anonymous(Documented.PATH)
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.ofString(BODY)));
  }

  private String token(String role) throws Exception {
    return token(AUDIENCE, role);
  }

  /** A token by the client credentials grant. */
  private String token(String audience, String role) throws Exception {
    provider.enqueueCallback(
        new DefaultOAuth2TokenCallback(
            TENANT,
            "client",
            "JWT",
            List.of(audience),
            Map.of("roles", List.of(role)),
            LIFE_SECONDS));
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
      return new JsonMapper().readTree(response.body()).get("access_token").stringValue();
    }
  }
}
