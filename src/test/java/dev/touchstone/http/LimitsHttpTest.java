package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.access.Authenticator;
import dev.touchstone.access.Permission;
import dev.touchstone.access.Role;
import dev.touchstone.config.CallerLimits;
import dev.touchstone.odata.Answer;
import dev.touchstone.odata.ODataOptions;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Documented;
import dev.touchstone.testing.FailingStore;
import dev.touchstone.testing.RunningServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each caller may use, over a connection. */
final class LimitsHttpTest {
  private static final String WHO_AM_I = "/api/data/v9.2/WhoAmI";
  private static final String BURST = "x-ms-ratelimit-burst-remaining-xrm-requests";
  private static final String TIME = "x-ms-ratelimit-time-remaining-xrm-requests";

  private final AtomicLong nanoTime = new AtomicLong();
  private RunningServer server = limited(new MemoryStore(), 5, 52);

  @AfterEach
  void close() {
    server.close();
  }

  private RunningServer limited(InteractionStore store, long requests, int concurrent) {
    CallerLimits limits =
        new CallerLimits(requests, Duration.ofMinutes(20), concurrent, Duration.ofMinutes(5));
    return RunningServer.of(
        store, ServerOptions.DEFAULT, ODataOptions.DEFAULT, new Throttle(limits, nanoTime::get));
  }

  private HttpResponse<String> whoAmI() {
    return server.send(server.request(WHO_AM_I));
  }

  private static void refused(HttpResponse<String> answer, String code, String message) {
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.body())
        .isEqualTo("{\"error\":{\"code\":\"%s\",\"message\":\"%s\"}}".formatted(code, message));
    assertThat(answer.headers().firstValue("Retry-After").orElseThrow()).matches("[1-9][0-9]*");
    assertThat(answer.headers().firstValue("REQ_ID")).isPresent();
  }

  private static String left(HttpResponse<String> answer) {
    return answer.headers().firstValue(BURST).orElse("none");
  }

  @Test
  void everyAnswerToACallerTellsWhatIsLeft() {
    HttpResponse<String> answer = whoAmI();
    assertThat(left(answer)).isEqualTo("4");
    assertThat(answer.headers().allValues(TIME)).containsExactly("1,200.00");
    assertThat(answer.headers().allValues("x-ms-dop-hint")).containsExactly("4");
    assertThat(left(server.call(Documented.BODY))).isEqualTo("3");
    assertThat(left(server.call("{"))).isEqualTo("2");
    assertThat(left(server.send(server.request("/nothing")))).isEqualTo("1");
    assertThat(left(server.send(server.request(WHO_AM_I).DELETE()))).isEqualTo("0");
    HttpResponse<String> last = whoAmI();
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(left(last)).isEqualTo("0");
  }

  @Test
  void whoIsOverTheLimitIsToldWhenToComeAgain() {
    for (int i = 0; i < 5; i++) {
      assertThat(whoAmI().statusCode()).isEqualTo(200);
    }
    HttpResponse<String> answer = server.call(Documented.BODY);
    refused(
        answer,
        "0x80072322",
        "Number of requests exceeded the limit of 5 over time window of 300 seconds.");
    String seconds = answer.headers().firstValue("Retry-After").orElseThrow();
    nanoTime.addAndGet(Duration.ofSeconds(Long.parseLong(seconds) - 1).toNanos());
    assertThat(whoAmI().statusCode()).isEqualTo(429);
    nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(whoAmI().statusCode()).isEqualTo(200);
  }

  @Test
  void callersDoNotShareTheirLimits() {
    for (int i = 0; i < 6; i++) {
      whoAmI();
    }
    assertThat(whoAmI().statusCode()).isEqualTo(429);
    String other = server.keys().create("another's", Set.of(Role.READER), null).text();
    HttpResponse<String> answer =
        server.send(server.anonymous(WHO_AM_I).header("Authorization", "Bearer " + other));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(left(answer)).isEqualTo("4");
  }

  @Test
  void healthAndStrangersAreNotCounted() {
    for (int i = 0; i < 10; i++) {
      HttpResponse<String> health = server.send(server.request("/health/ready"));
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(left(health)).isEqualTo("none");
      HttpResponse<String> stranger = server.send(server.anonymous(WHO_AM_I));
      assertThat(stranger.statusCode()).isEqualTo(401);
      assertThat(left(stranger)).isEqualTo("none");
    }
    assertThat(left(whoAmI())).isEqualTo("4");
  }

  @Test
  void whoMayNotIsCountedAllTheSame() {
    String writer = server.keys().create("a writer's", Set.of(Role.WRITER), null).text();
    for (int i = 4; i >= 0; i--) {
      HttpResponse<String> answer =
          server.send(
              server.anonymous(Documented.PATH).header("Authorization", "Bearer " + writer));
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(left(answer)).isEqualTo(Integer.toString(i));
    }
    HttpResponse<String> answer =
        server.send(server.anonymous(Documented.PATH).header("Authorization", "Bearer " + writer));
    assertThat(answer.statusCode()).isEqualTo(429);
  }

  @Test
  void aBatchIsOneRequest() {
    String part = "--b\r\nContent-Type: application/http\r\n\r\nGET WhoAmI HTTP/1.1\r\n\r\n\r\n";
    HttpResponse<String> answer =
        server.send(
            server
                .request("/api/data/v9.2/$batch")
                .header("Content-Type", "multipart/mixed; boundary=b")
                .POST(BodyPublishers.ofString(part.repeat(20) + "--b--\r\n")));
    assertThat(answer.body().split("HTTP/1.1 200 OK", -1)).hasSize(21);
    assertThat(left(answer)).isEqualTo("4");
  }

  @Test
  void executionTimeIsLimited() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch working = new CountDownLatch(4);
    try (TouchstoneServer slow = slow(limits(0, 0), working, goOn);
        RequestsTo requests = new RequestsTo(slow)) {
      List<CompletableFuture<HttpResponse<String>>> answers =
          List.of(
              requests.send("/slow"),
              requests.send("/slow"),
              requests.send("/slow"),
              requests.send("/slow"));
      assertThat(working.await(20, TimeUnit.SECONDS)).isTrue();
      nanoTime.addAndGet(Duration.ofMinutes(5).toNanos());
      refused(
          requests.send("/slow").get(20, TimeUnit.SECONDS),
          "0x80072321",
          "Combined execution time of incoming requests exceeded limit of 1,200,000 milliseconds"
              + " over time window of 300 seconds. Decrease number of concurrent requests or reduce"
              + " the duration of requests and try again later.");
      goOn.countDown();
      for (CompletableFuture<HttpResponse<String>> answer : answers) {
        assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("done");
      }
    }
  }

  @Test
  void requestsAtOnceAreLimited() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch working = new CountDownLatch(2);
    try (TouchstoneServer slow = slow(limits(0, 2), working, goOn);
        RequestsTo requests = new RequestsTo(slow)) {
      CompletableFuture<HttpResponse<String>> first = requests.send("/slow");
      CompletableFuture<HttpResponse<String>> second = requests.send("/slow");
      assertThat(working.await(20, TimeUnit.SECONDS)).isTrue();
      HttpResponse<String> third = requests.send("/slow").get(20, TimeUnit.SECONDS);
      refused(third, "0x80072326", "Number of concurrent requests exceeded the limit of 2.");
      assertThat(third.headers().firstValue("Retry-After")).hasValue("1");
      goOn.countDown();
      assertThat(first.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      assertThat(second.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      assertThat(requests.send("/slow").get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
  }

  /** One at a time is never one too many, however fast the caller, and however each one ends. */
  @Test
  void aRequestIsOverHoweverItEnds() throws Exception {
    try (TouchstoneServer one = ending(limits(0, 1));
        RequestsTo requests = new RequestsTo(one)) {
      for (int i = 0; i < 20; i++) {
        assertThat(requests.status("/answered")).isEqualTo(200);
        assertThat(requests.status("/throws")).isEqualTo(500);
        assertThat(requests.status("/error")).isEqualTo(500);
        assertThat(requests.status("/breaks")).isEqualTo(500);
        assertThatThrownBy(() -> requests.status("/breaksOff")).isInstanceOf(IOException.class);
      }
      assertThat(requests.status("/answered")).isEqualTo(200);
    }
  }

  /** A caller has left when the line of the request is written, and not before. */
  @Test
  void aRequestIsOverWhenItsCallerLeaves() throws Exception {
    server.close();
    server = limited(LongHistory.of(50_000), 0, 1);
    try (LogLines lines = new LogLines()) {
      for (int i = 0; i < 5; i++) {
        try (Socket socket = server.connect()) {
          socket.setSoLinger(true, 0);
          socket.getOutputStream().write(server.authorized(LongHistory.request()));
          assertThat(socket.getInputStream().readNBytes(100)).isNotEmpty();
        }
        assertThat(lines.next()).contains(" 200 ");
      }
    }
    assertThat(whoAmI().statusCode()).isEqualTo(200);
  }

  @Test
  void aRequestIsOverWhenTheStoreBreaksItOff() {
    server.close();
    server = limited(FailingStore.unavailableAfter(3, LongHistory.of(20_000)), 0, 1);
    assertThatThrownBy(() -> server.call(LongHistory.BODY))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(server.call(LongHistory.BODY).statusCode()).isEqualTo(503);
    assertThat(whoAmI().statusCode()).isEqualTo(200);
  }

  @Test
  void whereNobodySaysWhoTheyAreAddressesAreCounted() throws Exception {
    try (TouchstoneServer open = ending(limits(1, 0))) {
      assertThat(from("127.0.0.1", open)).startsWith("HTTP/1.1 200 ");
      assertThat(from("127.0.0.1", open)).startsWith("HTTP/1.1 429 ");
      assertThat(from("127.0.0.2", open)).startsWith("HTTP/1.1 200 ");
      assertThat(from("127.0.0.2", open)).startsWith("HTTP/1.1 429 ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a, b", "10.0.0.1"})
  void whatAProxyIsSaidToHaveSeenIsNoAddress(String forwarded) throws Exception {
    try (TouchstoneServer open = ending(limits(1, 0));
        RequestsTo requests = new RequestsTo(open)) {
      assertThat(requests.status("/answered")).isEqualTo(200);
      assertThat(requests.status("/answered", "X-Forwarded-For", forwarded)).isEqualTo(429);
    }
  }

  private static String from(String address, TouchstoneServer server) throws IOException {
    try (Socket socket =
        new Socket(
            server.uri().getHost(), server.uri().getPort(), InetAddress.getByName(address), 0)) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write("GET /answered HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static CallerLimits limits(long requests, int concurrent) {
    return new CallerLimits(requests, Duration.ofMinutes(20), concurrent, Duration.ofMinutes(5));
  }

  /** Everybody is let in, and counted by their address. */
  private TouchstoneServer start(CallerLimits limits, Route... routes) throws IOException {
    return TouchstoneServer.start(
        ServerOptions.DEFAULT.withPort(0),
        new Access(Authenticator.OFF, null, new Throttle(limits, nanoTime::get)),
        List.of(routes),
        UUID::randomUUID);
  }

  private TouchstoneServer slow(CallerLimits limits, CountDownLatch working, CountDownLatch goOn)
      throws IOException {
    return start(
        limits,
        route(
            "/slow",
            out -> {
              working.countDown();
              StreamingTest.await(goOn);
              out.write("done".getBytes(UTF_8));
            }));
  }

  private TouchstoneServer ending(CallerLimits limits) throws IOException {
    return start(
        limits,
        route("/answered", out -> out.write('x')),
        new Route(
            "/throws",
            Set.of(),
            Permission.READ,
            exchange -> {
              throw new IllegalStateException("thrown on purpose");
            }),
        new Route(
            "/error",
            Set.of(),
            Permission.READ,
            exchange -> {
              throw new StackOverflowError("thrown on purpose");
            }),
        route(
            "/breaks",
            out -> {
              out.write('x');
              throw new IllegalStateException("thrown on purpose");
            }),
        route(
            "/breaksOff",
            out -> {
              out.write(new byte[3 * ResponseStream.CHUNK_BYTES]);
              throw new IllegalStateException("thrown on purpose");
            }));
  }

  private static Route route(String path, Answer.Body body) {
    return new Route(path, Set.of(), Permission.READ, exchange -> new Answer(200, Map.of(), body));
  }
}
