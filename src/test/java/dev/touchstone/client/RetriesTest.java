package dev.touchstone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.touchstone.client.ScriptedServer.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetriesTest {
  private static final LoadInteractionsRequest REQUEST =
      LoadInteractionsRequest.of("c1", "EmailOpened");
  private static final Reply PAGE = ScriptedServer.page("[]", "null");
  private static final String ERROR =
      "{\"error\":{\"code\":\"0x80072322\",\"message\":\"Later.\"}}";

  private final ManualTime time = new ManualTime();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7                             | PT7S",
        "0                             | PT0S",
        "Thu, 01 Jan 2026 00:00:42 GMT | PT42S",
        "Wed, 31 Dec 2025 23:59:59 GMT | PT0S",
        "soon                          | PT0.5S",
        "-1                            | PT0.5S",
        "1.5                           | PT0.5S",
        "''                            | PT0.5S"
      })
  void waitsAsLongAsTheServerAsks(String retryAfter, Duration expected) {
    try (var server = ScriptedServer.saying(later(429, "Retry-After: " + retryAfter), PAGE);
        var client = client(server).build()) {
      assertThat(client.load(REQUEST).rows()).isEmpty();
      assertThat(time.waits()).containsExactly(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void asksAgainWhatMayBeAnsweredLater(int status) {
    try (var server = ScriptedServer.saying(later(status), PAGE);
        var client = client(server).build()) {
      assertThat(client.load(REQUEST).rows()).isEmpty();
      assertThat(server.requests()).hasSize(2);
      assertThat(server.requests().getFirst()).isEqualTo(server.requests().getLast());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 404, 405, 413, 500, 501})
  void asksOnceWhatIsRefused(int status) {
    try (var server = ScriptedServer.saying(later(status, "Retry-After: 1"), PAGE);
        var client = client(server).build()) {
      assertThat(failure(client).status()).isEqualTo(status);
      assertThat(server.requests()).hasSize(1);
      assertThat(time.waits()).isEmpty();
    }
  }

  @Test
  void waitsTwiceAsLongEveryTimeUpToHalfAMinute() {
    try (var server = ScriptedServer.saying(times(9, later(503)));
        var client = client(server).maxAttempts(9).build()) {
      TouchstoneException e = failure(client);

      assertThat(e).hasMessage("HTTP 503 0x80072322: Later.");
      assertThat(e.isRetryable()).isTrue();
      assertThat(server.requests()).hasSize(9);
      assertThat(time.waits())
          .extracting(Duration::toMillis)
          .containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 16_000L, 30_000L, 30_000L);
    }
  }

  @Test
  void waitsUpToAFifthLonger() {
    try (var server = ScriptedServer.saying(later(429, "Retry-After: 10"), later(503), PAGE);
        var client = client(server).random(() -> 1).build()) {
      client.load(REQUEST);

      assertThat(time.waits()).containsExactly(Duration.ofSeconds(12), Duration.ofMillis(1200));
    }
  }

  @Test
  void fiveAttemptsAreEnough() {
    try (var server = ScriptedServer.saying(times(5, ScriptedServer.reset()));
        var client = client(server).build()) {
      TouchstoneException e = failure(client);

      assertThat(e).hasMessageStartingWith("attempt 5: ");
      assertThat(e.status()).isEqualTo(TouchstoneException.NO_ANSWER);
      assertThat(e.isRetryable()).isTrue();
      assertThat(server.requests()).hasSize(5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"300", "99999999999999999999", "Fri, 01 Jan 2100 00:00:00 GMT"})
  void doesNotBeginAWaitThatIsTooLong(String retryAfter) {
    try (var server = ScriptedServer.saying(later(429, "Retry-After: " + retryAfter), PAGE);
        var client = client(server).totalTimeout(Duration.ofMinutes(5)).build()) {
      assertThat(failure(client).status()).isEqualTo(429);
      assertThat(time.waits()).isEmpty();
    }
  }

  @Test
  void allWaitsTogetherHaveALimit() {
    try (var server = ScriptedServer.saying(times(5, later(429, "Retry-After: 4")));
        var client = client(server).totalTimeout(Duration.ofSeconds(10)).build()) {
      assertThat(failure(client).status()).isEqualTo(429);
      assertThat(time.waits()).hasSize(2);
    }
  }

  @Test
  void asksAgainAfterABrokenConnection() {
    try (var server =
            ScriptedServer.saying(
                ScriptedServer.reset(),
                connection -> {},
                ScriptedServer.stall("HTTP/1.1 200"),
                PAGE);
        var client = client(server).attemptTimeout(Duration.ofMillis(500)).build()) {
      assertThat(client.load(REQUEST).rows()).isEmpty();
      assertThat(server.requests()).hasSize(4);
    }
  }

  @Test
  void asksAgainWhereNobodyListens() throws IOException {
    URI nobody;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://localhost:" + free.getLocalPort());
    }
    try (var client = TouchstoneClient.builder(nobody).time(time).random(() -> 0).build()) {
      assertThat(failure(client)).hasMessage("attempt 5: ConnectException");
      assertThat(time.waits()).hasSize(4);
    }
  }

  @Test
  void anAnswerThatStallsIsGivenUp() {
    String head = ScriptedServer.head(200, "Content-Type: application/json", "Content-Length: 40");
    for (String beginning : List.of("", head, head + "{\"Data\":\"[]\"")) {
      try (var server = ScriptedServer.saying(ScriptedServer.stall(beginning));
          var client =
              client(server).attemptTimeout(Duration.ofMillis(300)).maxAttempts(1).build()) {
        assertThat(failure(client)).hasMessage("attempt 1: no whole answer in time");
      }
    }
  }

  @Test
  void closingEndsAWait() throws InterruptedException {
    CountDownLatch waiting = new CountDownLatch(1);
    Time real =
        new Time() {
          @Override
          public java.time.Instant now() {
            return Time.SYSTEM.now();
          }

          @Override
          public Duration elapsed() {
            return Time.SYSTEM.elapsed();
          }

          @Override
          public boolean await(CountDownLatch latch, Duration atMost) throws InterruptedException {
            waiting.countDown();
            return Time.SYSTEM.await(latch, atMost);
          }
        };
    try (var server = ScriptedServer.saying(later(429, "Retry-After: 250"))) {
      var client = client(server).time(real).build();
      var call = CompletableFuture.supplyAsync(() -> client.load(REQUEST));
      waiting.await();
      client.close();

      assertThatThrownBy(call::join)
          .hasCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the client is closed");
    }
  }

  @Test
  void anInterruptEndsAWaitAndStaysSet() {
    try (var server = ScriptedServer.saying(PAGE);
        var client = client(server).build()) {
      Thread.currentThread().interrupt();
      TouchstoneException e = failure(client);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(e).hasMessage("interrupted while waiting for the answer");
    }
  }

  private static Reply later(int status, String... headers) {
    return ScriptedServer.json(status, ERROR, headers);
  }

  private static Reply[] times(int count, Reply reply) {
    return Collections.nCopies(count, reply).toArray(Reply[]::new);
  }

  private TouchstoneClient.Builder client(ScriptedServer server) {
    return TouchstoneClient.builder(server.uri()).time(time).random(() -> 0);
  }

  private static TouchstoneException failure(TouchstoneClient client) {
    return catchThrowableOfType(TouchstoneException.class, () -> client.load(REQUEST));
  }
}
