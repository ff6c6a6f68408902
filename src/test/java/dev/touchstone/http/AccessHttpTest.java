package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.access.ApiKeys;
import dev.touchstone.access.OpenIdSettings;
import dev.touchstone.access.OpenIdTokens;
import dev.touchstone.access.Refusal;
import dev.touchstone.access.Role;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Documented;
import dev.touchstone.testing.RunningServer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, over a connection. */
class AccessHttpTest {
  private static final String NO_CREDENTIALS =
      "The request has no credentials; send 'Authorization: Bearer <token or API key>'.";

  private final RunningServer server = RunningServer.of(new MemoryStore());

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void withoutCredentialsEveryPathAndVerbIsAlike() {
    for (String path :
        List.of(Documented.PATH, "/", "/nothing", "/api/data/", "/api/data/v8.0/x", "/health")) {
      for (String method : List.of("GET", "POST", "OPTIONS", "DELETE", "FOO")) {
        HttpResponse<String> answer =
            server.send(
                server.anonymous(path).method(method, BodyPublishers.ofString(Documented.BODY)));
        unauthorized(answer, NO_CREDENTIALS);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                 | The Authorization header is not understood",
        "Bearer             | The Authorization header is not understood",
        "Digest abc         | The Authorization scheme is not accepted",
        "Bearer ts_abc      | The API key is not whole",
        "Bearer abc         | The credentials are not an API key",
        "Basic abc          | The Authorization header is not understood",
      })
  void badCredentialsAreRefusedWithTheReason(String header, String reason) {
    HttpResponse<String> answer = call(server.anonymous(Documented.PATH), header);
    unauthorized(answer, reason);
  }

  @Test
  void theLongestTokenIsJudgedAndNotTakenForTooLongHeaders() {
    String token = "x".repeat(OpenIdTokens.MAX_LENGTH);
    unauthorized(
        server.send(server.anonymous("/x").header("Authorization", "Bearer " + token)),
        Refusal.NOT_ACCEPTED.words());
  }

  @Test
  void anUnknownKeyIsRefused() {
    try (RunningServer other = RunningServer.of(new MemoryStore())) {
      unauthorized(callWith(other.key()), "The API key is not known.");
    }
  }

  @Test
  void aRevokedKeyIsRefused() {
    ApiKeys.Created key = server.keys().create("k", Set.of(Role.ADMIN), null);
    assertThat(callWith(key.text()).statusCode()).isEqualTo(200);
    server.keys().revoke(key.key().id());
    unauthorized(callWith(key.text()), "The API key was revoked.");
  }

  @Test
  void anExpiredKeyIsRefused() {
    Instant past = Instant.parse("2024-01-01T00:00:00Z");
    ApiKeys earlier = new ApiKeys(server.folder(), InstantSource.fixed(past), new SecureRandom());
    String key = earlier.create("k", Set.of(Role.READER), past.plusSeconds(1)).text();
    unauthorized(callWith(key), "The API key has expired.");
  }

  @Test
  void twoHeadersAreRefusedEvenIfBothAreGood() {
    HttpRequest.Builder request =
        server.request(Documented.PATH).header("Authorization", "Bearer " + server.key());
    unauthorized(post(request), "The Authorization header is not understood; send it once");
  }

  @Test
  void aKeyMayBeThePasswordOfBasic() {
    String pair = Base64.getEncoder().encodeToString(("anyone:" + server.key()).getBytes(UTF_8));
    assertThat(call(server.anonymous(Documented.PATH), "Basic " + pair).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void theActionTakesTheRightToRead(Role role) {
    String key = server.keys().create("k", Set.of(role), null).text();
    HttpResponse<String> answer = callWith(key);
    if (role != Role.WRITER) {
      assertThat(answer.statusCode()).isEqualTo(200);
      return;
    }
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().allValues("WWW-Authenticate")).isEmpty();
    assertThat(RunningServer.json(answer).at("/error/code").stringValue()).isEqualTo("0x80040220");
    assertThat(RunningServer.json(answer).at("/error/message").stringValue())
        .isEqualTo(
            "The credentials are good, but do not grant the permission READ; roles that do:"
                + " reader, privacy, admin.");
  }

  @Test
  void whoIsKnownIsToldThatThereIsNothing() {
    String key = server.keys().create("k", Set.of(Role.WRITER), null).text();
    HttpResponse<String> answer = call(server.anonymous("/nothing"), "Bearer " + key);
    assertThat(answer.statusCode()).isEqualTo(404);
  }

  @Test
  void keysThatCannotBeReadAreNoVerdict() throws IOException {
    Files.writeString(server.folder().resolve("secrets/keys.ndjson"), "damaged");
    HttpResponse<String> answer = callWith(server.key());
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(RunningServer.json(answer).at("/error/code").stringValue()).isEqualTo("0x80040216");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/live", "/health/ready"})
  void healthIsOpen(String path) {
    assertThat(server.send(server.anonymous(path)).statusCode()).isEqualTo(200);
    assertThat(call(server.anonymous(path), "Bearer bad").statusCode()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a_b.c-d:8085", "[::::]:1"})
  void aHostThatNoUrlHoldsGetsThePlainChallenge(String host) throws IOException {
    String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
    assertThat(server.exactly(request.getBytes(UTF_8)))
        .doesNotContain("HTTP/1.1 500")
        .containsPattern("HTTP/1.1 40[01] ");
  }

  @Test
  void theChallengeNamesTheProvider() {
    OpenIdSettings openId =
        OpenIdSettings.of("https://sts.windows.net/6babcaad-604b-40ac-a9d7-9fd97c0b779f/", "api");
    assertThat(
            new Access(Access.OFF.authenticator(), openId, Throttle.OFF)
                .challenge("https://crm.example"))
        .isEqualTo(
            "Bearer authorization_uri=https://login.microsoftonline.com/"
                + "6babcaad-604b-40ac-a9d7-9fd97c0b779f/oauth2/authorize,"
                + " resource_id=https://crm.example/");
  }

  @Test
  void theLogNamesTheCallerAndNoKey() {
    try (LogLines lines = new LogLines()) {
      callWith(server.key());
      assertThat(lines.next())
          .endsWith(" " + server.keys().list().getFirst().id())
          .doesNotContain(server.key());
      callWith(server.key() + "x");
      assertThat(lines.next()).endsWith(" -").doesNotContain(server.key());
    }
  }

  private HttpResponse<String> callWith(String key) {
    return call(server.anonymous(Documented.PATH), "Bearer " + key);
  }

  private HttpResponse<String> call(HttpRequest.Builder request, String authorization) {
    return post(request.header("Authorization", authorization));
  }

  private HttpResponse<String> post(HttpRequest.Builder request) {
    return server.send(request.POST(BodyPublishers.ofString(Documented.BODY)));
  }

  private void unauthorized(HttpResponse<String> answer, String reason) {
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().allValues("WWW-Authenticate"))
        .containsExactly(
            "Bearer authorization_uri=%s/, resource_id=%s/".formatted(server.uri(), server.uri()));
    assertThat(RunningServer.json(answer).at("/error/code").stringValue()).isEqualTo("0x80072560");
    assertThat(RunningServer.json(answer).at("/error/message").stringValue()).startsWith(reason);
  }
}
