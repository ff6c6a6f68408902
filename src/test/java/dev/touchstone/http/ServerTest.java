package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.odata.ODataOptions;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Documented;
import dev.touchstone.testing.RunningServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTest {
  private static final ServerOptions IMPATIENT =
      ServerOptions.DEFAULT.withLimits(
          ServerLimits.DEFAULT.withIdleTimeout(Duration.ofMillis(300)));

  private final RunningServer server = RunningServer.of(new MemoryStore());

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"a,404", "a/b,400", "b,404", "'',400"})
  void aHostIsCheckedWhateverWasAcceptedBefore(String host, int status) throws IOException {
    for (String each : List.of("a", host, host)) {
      String answer =
          server.raw(
              "GET /x HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                  .formatted(each)
                  .getBytes(UTF_8));
      assertThat(answer).startsWith("HTTP/1.1 " + (each.equals("a") ? 404 : status) + " ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | hello",
        "400 | GET / HTTP/1.1",
        "400 | GET / HTTP/1.1;Host:",
        "400 | GET / HTTP/1.1;Host: a b",
        "400 | GET / HTTP/1.1;Host: a\"b",
        "400 | GET / HTTP/1.1;Host: a<b>",
        "400 | GET / HTTP/1.1;Host: a/b",
        "400 | GET / HTTP/1.1;Host: user@a",
        "400 | GET / HTTP/1.1;Host: a:b",
        "400 | GET / HTTP/1.1;Host: a;Host: b",
        "400 | GET /%zz HTTP/1.1;Host: a",
        "400 | GET /%ff HTTP/1.1;Host: a",
        "400 | GET /a%2Fb HTTP/1.1;Host: a",
        "400 | GET /../x HTTP/1.1;Host: a",
        "400 | GET / HTTP/1.1;Host: a;Content-Length: x",
        "400 | GET / HTTP/1.1;Host: a;Content-Length: -1",
        "400 | GET / HTTP/1.1;Host: a;Content-Length: 1;Content-Length: 2",
        "400 | POST / HTTP/1.1;Host: a;Content-Length: 1;Transfer-Encoding: chunked",
        "400 | GET / HTTP/1.1;Host: a; folded: x",
        "400 | GET / HTTP/1.1;Host: a;na me: x",
        "505 | GET / HTTP/3.1;Host: a",
        "404 | GET http://other/x HTTP/1.1;Host: other",
        "404 | GET /x HTTP/1.0",
        "404 | GET /x HTTP/1.1;Host: a_b.c-d:8085",
        "404 | GET /x HTTP/1.1;Host: [::1]:80",
      })
  void whateverIsNoRequestGetsAnErrorInJson(int status, String lines) throws IOException {
    String request = lines.replace(";", "\r\n") + "\r\nConnection: close\r\n\r\n";
    String answer = server.raw(request.getBytes(UTF_8));
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status + " ")
        .contains("\r\nContent-Type: application/json; odata.metadata=minimal\r\n")
        .containsIgnoringCase("\r\nREQ_ID: ")
        .doesNotContainIgnoringCase("\r\nServer:")
        .doesNotContainIgnoringCase("jetty");
    assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4))
        .matches("\\{\"error\":\\{\"code\":\"0x[0-9a-f]{8}\",\"message\":\"[^\"]+\"}}");
  }

  @Test
  void longLinesAndHeadersAreRefused() throws IOException {
    String longText = "x".repeat(ServerLimits.DEFAULT.maxHeadBytes());
    assertThat(server.raw(("GET /" + longText + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(UTF_8)))
        .startsWith("HTTP/1.1 414 ")
        .contains("too long; accepted are at most 32,768 bytes.");
    assertThat(
            server.raw(
                ("GET / HTTP/1.1\r\nHost: a\r\nX: " + longText + "\r\n\r\n").getBytes(UTF_8)))
        .startsWith("HTTP/1.1 431 ")
        .contains("too long; accepted are at most 32,768 bytes.");
  }

  @Test
  void aCallerWhoWaitsToSendIsAskedTo() throws IOException {
    try (Socket socket = server.connect()) {
      socket
          .getOutputStream()
          .write(server.authorized(head("Expect: 100-continue", Documented.BODY.length())));
      InputStream in = socket.getInputStream();
      assertThat(new String(in.readNBytes(25), UTF_8)).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      socket.getOutputStream().write(Documented.BODY.getBytes(UTF_8));
      assertThat(new String(in.readAllBytes(), UTF_8)).startsWith("HTTP/1.1 200 OK");
    }
  }

  @Test
  void aCallerWhoWaitsToSendTooMuchIsNotAskedTo() throws IOException {
    assertThat(server.raw(head("Expect: 100-continue", 10 << 20)))
        .startsWith("HTTP/1.1 413 ")
        .contains("The request body is too large");
  }

  @Test
  void aHeaderThatIsNeverFinishedIsClosed() throws IOException {
    try (RunningServer impatient = impatient();
        Socket socket = impatient.connect()) {
      socket.getOutputStream().write("POST / HTTP/1.1\r\nHost: a\r\nX-Half".getBytes(UTF_8));
      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    }
  }

  @Test
  void aBodyThatIsNeverFinishedIsAnError() throws IOException {
    try (RunningServer impatient = impatient();
        Socket socket = impatient.connect()) {
      socket.getOutputStream().write(impatient.authorized(head("X: y", 100)));
      socket.getOutputStream().write("{".getBytes(UTF_8));
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 408 ")
          .contains("{\"error\":{\"code\":\"0x80060888\",\"message\":\"The rest of the request");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zz\r\n{}\r\n0\r\n\r\n", "-1\r\n", "fffffffffffffffff\r\n{}"})
  void aBodyOfBadChunksIsAnError(String chunks) throws IOException {
    String head = new String(head("Transfer-Encoding: chunked", 0), UTF_8);
    String request = head.replace("Content-Length: 0\r\n", "") + chunks;
    assertThat(server.raw(request.getBytes(UTF_8)))
        .startsWith("HTTP/1.1 400 ")
        .contains("{\"error\":{\"code\":\"0x80060888\",");
  }

  @Test
  void connectionsAreKept() throws IOException {
    String first = new String(Documented.request("a"), UTF_8).replace("Connection: close\r\n", "");
    String second = new String(Documented.request("a"), UTF_8);
    String answers = server.raw((first + second).getBytes(UTF_8));
    assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(3);
  }

  @Test
  void http2WithoutEncryptionIsSpoken() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI ready = URI.create(server.uri() + "/health/ready");
      HttpResponse<String> first =
          client.send(HttpRequest.newBuilder(ready).build(), BodyHandlers.ofString());
      assertThat(first.version()).isEqualTo(HttpClient.Version.HTTP_2);
      HttpResponse<String> second =
          client.send(
              server
                  .request(Documented.PATH)
                  .POST(BodyPublishers.ofString(Documented.BODY))
                  .build(),
              BodyHandlers.ofString());
      assertThat(second.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(second.statusCode()).isEqualTo(200);
      assertThat(second.body()).contains(server.uri() + "/api/data/v9.0/$metadata#");
    }
  }

  @Test
  void linksNameThePublicUriWhereOneIsSet() {
    ServerOptions options =
        ServerOptions.DEFAULT.withPublicUri(URI.create("https://crm.example:444/"));
    try (RunningServer proxied =
        RunningServer.of(new MemoryStore(), options, ODataOptions.DEFAULT)) {
      assertThat(proxied.call(Documented.BODY).body())
          .startsWith("{\"@odata.context\":\"https://crm.example:444/api/data/v9.0/$metadata#");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"crm.example", "ftp://a", "https://a/b", "https://a?b", "https://u@a", "x:"})
  void publicUrisAreChecked(String uri) {
    assertThatThrownBy(() -> ServerOptions.DEFAULT.withPublicUri(URI.create(uri)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(uri);
  }

  @Test
  void aPortThatIsTakenIsAnError() {
    ServerOptions options = ServerOptions.DEFAULT.withPort(server.uri().getPort());
    assertThatThrownBy(
            () -> TouchstoneServer.start(options, Access.OFF, List.of(), UUID::randomUUID))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(Integer.toString(server.uri().getPort()));
  }

  @Test
  void afterItsStopNobodyIsServed() {
    server.close();
    server.close();
    assertThatThrownBy(() -> server.call(Documented.BODY)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void theLogHasOneLineWithoutPersonalData() throws IOException {
    try (LogLines lines = new LogLines()) {
      HttpResponse<String> answer = server.call(Documented.BODY);
      String id = answer.headers().firstValue("REQ_ID").orElseThrow();
      assertThat(lines.next())
          .matches(
              "POST /api/data/\\* 200 %d B [0-9]+ ms %s %s"
                  .formatted(answer.body().length(), id, server.keys().list().getFirst().id()));
      server.send(server.request("/secret-17?secret=18"));
      assertThat(lines.next()).startsWith("GET - 404 ").doesNotContain("secret");
      server.raw("secret nineteen\r\n\r\n".getBytes(UTF_8));
      assertThat(lines.next()).startsWith("BAD - 505 ").doesNotContain("secret", "nineteen");
      assertThat(lines.isEmpty()).isTrue();
    }
  }

  private static RunningServer impatient() {
    return RunningServer.of(new MemoryStore(), IMPATIENT, ODataOptions.DEFAULT);
  }

  private static byte[] head(String header, int length) {
    return "POST %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n%s\r\nContent-Length: %d\r\n\r\n"
        .formatted(Documented.PATH, header, length)
        .getBytes(UTF_8);
  }
}
