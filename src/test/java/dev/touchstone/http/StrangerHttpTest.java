package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.odata.ODataOptions;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Documented;
import dev.touchstone.testing.RunningServer;
import dev.touchstone.testing.WatchedStore;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is not known reaches health and the challenge, and nothing of what is stored. */
final class StrangerHttpTest {
  private static final String HEAD = " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";

  private final WatchedStore store = new WatchedStore(new MemoryStore());
  private final RunningServer server =
      RunningServer.of(store, ServerOptions.DEFAULT, ODataOptions.DEFAULT, Throttle.OFF);

  @AfterEach
  void close() {
    server.close();
    assertThat(store.calls()).as("calls that reached the store").isEmpty();
  }

  private RawAnswer send(String line, String headersAndBody) throws IOException {
    return RawAnswer.of(server, (line + HEAD + headersAndBody).getBytes(UTF_8));
  }

  private static void challenged(RawAnswer answer) {
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.error().get("code").stringValue()).isEqualTo("0x80072560");
    assertThat(answer.headers().get("WWW-Authenticate"))
        .isEqualTo("Bearer authorization_uri=http://a/, resource_id=http://a/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/api",
        "/api/data",
        "/api/data/",
        "/api/data/v9.2",
        "/api/data/v9.2/",
        "/api/data/v9.2/$metadata",
        "/api/data/v9.2/$batch",
        "/api/data/v9.2/WhoAmI",
        "/api/data/v9.2/RetrieveVersion",
        "/api/data/v9.2/workflows",
        "/api/data/v9.2/interactiontypes",
        "/api/data/v9.2/interactions?$filter=contactid%20eq%20'c'",
        "/api/data/v9.0/msdyncrm_LoadInteractionsPublic",
        "/api/data/v9.0/Microsoft.Dynamics.CRM.msdyncrm_LoadInteractionsPublic",
        "/api/data/v9.2/touchstone_LoadInteractions",
        "/api/data/v8.0/WhoAmI",
        "/API/DATA/v9.2/WhoAmI",
        "/%61pi/data/v9.2/WhoAmI",
        "/api/data/v9.2/Who%41mI",
        "/api/data/./v9.2/WhoAmI",
        "/nothing/../api/data/v9.2/WhoAmI",
        "/health/live/../../api/data/v9.2/WhoAmI",
        "/health/../api/data/v9.2/WhoAmI",
        "/api/data/v9.2/WhoAmI;x=y",
        "/health/live;/../../api/data/v9.2/WhoAmI",
        "/XRMServices/2011/Organization.svc/web",
        "/XRMServices/2011/Discovery.svc",
        "/health",
        "/health/",
        "/health/live/",
        "/health/liveness",
        "/Health/Live",
        "/health/live%00",
        "/health/live%20",
        "/favicon.ico",
        "/.well-known/openid-configuration",
        "/metrics",
        "/admin.key",
        "/secrets/keys.ndjson",
        "http://a/api/data/v9.2/WhoAmI",
        "http://a/nothing",
      })
  void everyOtherPathAndVerbIsTheChallenge(String path) throws IOException {
    for (String method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
      RawAnswer answer = send(method + " " + path, "Content-Length: 0\r\n\r\n");
      if (path.contains("%00")) {
        assertThat(answer.status()).isIn(400, 401);
      } else if (method.equals("HEAD")) {
        assertThat(answer.status()).isEqualTo(401);
      } else {
        challenged(answer);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TRACE /api/data/v9.2/WhoAmI",
        "OPTIONS *",
        "PROPFIND /",
        "get /api/data/v9.2/WhoAmI",
        "MERGE /api/data/v9.2/interactions",
        "X /api/data/v9.2/WhoAmI",
        "GET //api/data/v9.2/WhoAmI",
        "GET /api//data/v9.2/WhoAmI",
        "GET /health/live//../../api/data/v9.2/WhoAmI",
        "GET /health/live/..;/..;/api/data/v9.2/WhoAmI",
        "GET /health/live/%2e%2e/%2e%2e/api/data/v9.2/WhoAmI",
        "GET /health/live%2f..%2f..%2fapi/data/v9.2/WhoAmI",
        "GET /health%2Flive",
        "GET /api%2Fdata%2Fv9.2%2FWhoAmI",
        "GET /health/live/..%5c..%5capi/data/v9.2/WhoAmI",
        "GET /health\\live",
        "GET /health/live%252f..%252fapi",
        "GET /../api/data/v9.2/WhoAmI",
        "GET /%c0%ae%c0%ae/api/data/v9.2/WhoAmI",
        "GET /%u002e/api/data/v9.2/WhoAmI",
        "GET api/data/v9.2/WhoAmI",
        "GET ?",
        "GET http:///api/data/v9.2/WhoAmI",
        "GET http://b/health/live/../../api/data/v9.2/WhoAmI",
        "PRI *",
      })
  void trickeryIsTheChallengeOrNoRequest(String line) throws IOException {
    RawAnswer answer = send(line, "\r\n");
    if (answer.status() == 401) {
      answer.error();
    } else {
      assertThat(answer.status()).isIn(400, 405, 501);
      answer.error();
    }
  }

  /** No tunnel: Jetty keeps the connection, so the caller must say that this is all. */
  @ParameterizedTest
  @ValueSource(strings = {"CONNECT a:80", "CONNECT /api/data/v9.2/WhoAmI", "CONNECT health:80"})
  void nobodyGetsATunnel(String line) throws IOException {
    try (Socket socket = server.connect()) {
      socket.getOutputStream().write((line + HEAD + "\r\n").getBytes(UTF_8));
      socket.shutdownOutput();
      RawAnswer answer = RawAnswer.parse(new String(socket.getInputStream().readAllBytes(), UTF_8));
      assertThat(answer.status()).isIn(400, 401);
      answer.error();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET,     /health/live",
    "GET,     /health/ready",
    "GET,     /health/%6Cive",
    "GET,     /health/./live",
    "GET,     /api/../health/live",
    "GET,     /health/live?x=y",
    "GET,     /health/live;x=y",
    "GET,     http://a/health/live"
  })
  void healthIsOpen(String method, String path) throws IOException {
    RawAnswer answer = send(method + " " + path, "\r\n");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).matches("\\{\"status\":\"(live|ready)\"}");
    store.forgetChecks();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "FOO"})
  void healthIsOnlyRead(String method) throws IOException {
    RawAnswer answer = send(method + " /health/ready", "Content-Length: 0\r\n\r\n");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers().get("Allow")).isEqualTo("GET, HEAD");
    answer.error();
  }

  /** Nothing but the one header is looked at for credentials. */
  @Test
  void aKeyElsewhereIsNoCredential() throws IOException {
    String key = server.key();
    for (String header :
        List.of(
            "X-API-Key: " + key,
            "api-key: " + key,
            "Cookie: Authorization=Bearer " + key,
            "Proxy-Authorization: Bearer " + key,
            "X-Authorization: Bearer " + key,
            "X-Forwarded-User: admin",
            "X-HTTP-Method-Override: GET",
            "X-Original-URL: /health/live",
            "X-Rewrite-URL: /health/live",
            "MSCRMCallerID: 00000000-0000-0000-0000-000000000001")) {
      challenged(send("GET /api/data/v9.2/WhoAmI", header + "\r\n\r\n"));
    }
    challenged(send("GET /api/data/v9.2/WhoAmI?access_token=" + key, "\r\n"));
    challenged(send("GET /api/data/v9.2/WhoAmI?key=" + key, "\r\n"));
  }

  /** The challenge is the same, and read before anything is, so clients learn to log in first. */
  @Test
  void soapIsTheChallengeToo() throws IOException {
    String envelope = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"/>";
    challenged(
        send(
            "POST /XRMServices/2011/Organization.svc/web",
            "Content-Type: text/xml\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(envelope.length(), envelope)));
  }

  @Test
  void aSecondRequestOnTheConnectionOfAnotherIsAStrangerToo() throws IOException {
    String known =
        "GET /api/data/v9.2/WhoAmI HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
            + server.key()
            + "\r\n\r\n";
    String stranger = "GET /api/data/v9.2/WhoAmI" + HEAD + "\r\n";
    String answers = server.exactly((known + stranger).getBytes(UTF_8));
    assertThat(answers).startsWith("HTTP/1.1 200 ");
    challenged(RawAnswer.parse(answers.substring(answers.indexOf("HTTP/1.1 401 "))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/data/v9.2/WhoAmI",
        "/api/data/v9.2/interactions",
        "/nothing",
        "/health/live/../../api/data/v9.2/WhoAmI"
      })
  void overHttp2ItIsTheSame(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest live = server.anonymous("/health/live").build();
      assertThat(client.send(live, BodyHandlers.ofString()).version())
          .isEqualTo(HttpClient.Version.HTTP_2);
      for (String method : List.of("GET", "POST", "DELETE", "FOO")) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(server.uri() + path))
                .method(method, BodyPublishers.ofString(Documented.BODY))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().allValues("WWW-Authenticate")).hasSize(1);
        assertThat(answer.body()).startsWith("{\"error\":{\"code\":\"0x80072560\"");
      }
    }
  }
}
