package dev.touchstone.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class TouchstoneClientTest {
  private static final LoadInteractionsRequest REQUEST =
      LoadInteractionsRequest.of("c1", "EmailOpened");
  private static final String PAGE = "{\"Data\":\"[]\",\"NextSkipToken\":null}";

  @Test
  void asksAsTheActionIsDocumented() {
    try (var server = ScriptedServer.saying(ScriptedServer.page("[]", "null"));
        var client = client(server).credentials(() -> "key-1").apiVersion("v9.0").build()) {
      client.load(REQUEST.withTop(5));

      assertThat(server.requests())
          .singleElement()
          .satisfies(
              request -> {
                assertThat(request.head())
                    .startsWith("POST /api/data/v9.0/msdyncrm_LoadInteractionsPublic HTTP/1.1\r\n")
                    .containsIgnoringCase("\r\nAuthorization: Bearer key-1\r\n")
                    .containsIgnoringCase("\r\nAccept: application/json\r\n")
                    .containsIgnoringCase("\r\nAccept-Encoding: gzip\r\n")
                    .containsIgnoringCase("\r\nOData-Version: 4.0\r\n")
                    .doesNotContainIgnoringCase("Upgrade:");
                assertThat(request.body())
                    .isEqualTo(
                        "{\"ContactId\":\"c1\",\"InteractionType\":\"EmailOpened\",\"Top\":5}");
              });
    }
  }

  @Test
  void sendsNoCredentialsUnlessThereAreSome() {
    try (var server = ScriptedServer.saying(ScriptedServer.page("[]", "null"));
        var client = client(server).build()) {
      client.load(REQUEST);

      assertThat(server.requests().getFirst().head()).doesNotContainIgnoringCase("Authorization");
    }
  }

  @Test
  void givesThePage() {
    String data = Rows.data(1, 2);
    try (var server = ScriptedServer.saying(ScriptedServer.page(data, "\"t-1\""));
        var client = client(server).build()) {
      LoadInteractionsResponse page = client.load(REQUEST);

      assertThat(page.rows()).extracting(InteractionRow::interactionId).containsExactly("1", "2");
      assertThat(page.nextSkipToken()).isEqualTo("t-1");
      assertThat(page.data()).isEqualTo(data);
      assertThat(page).hasToString("LoadInteractionsResponse[2 rows, more pages]");
    }
  }

  @Test
  void refusesPagesThatAreNotWhole() {
    List<String> wrong =
        List.of(
            "{\"Data\":\"[]\"}",
            "{\"NextSkipToken\":null}",
            "{\"Data\":\"[]\",\"NextSkipToken\":\"\"}",
            "{\"Data\":\"[]\",\"NextSkipToken\":7}",
            "{\"Data\":null,\"NextSkipToken\":null}",
            "{\"Data\":[],\"NextSkipToken\":null}",
            "{\"Data\":\"[\",\"NextSkipToken\":null}",
            "{\"Data\":\"[{}]\",\"NextSkipToken\":null}",
            "{\"Data\":\"[],\",\"NextSkipToken\":null}",
            PAGE + "}",
            "[]",
            "");
    for (String body : wrong) {
      try (var server = ScriptedServer.saying(ScriptedServer.json(200, body));
          var client = client(server).build()) {
        TouchstoneException e = failure(client);

        assertThat(e).as(body).hasMessageStartingWith("HTTP 200: the answer cannot be read: ");
        assertThat(e.isRetryable()).isFalse();
        assertThat(server.requests()).hasSize(1);
      }
    }
  }

  @Test
  void refusesAPageThatIsNotJson() {
    byte[] page = PAGE.getBytes(UTF_8);
    try (var server =
            ScriptedServer.saying(ScriptedServer.body(200, page, "Content-Type: text/html"));
        var client = client(server).build()) {
      assertThat(failure(client))
          .hasMessage("HTTP 200: the answer cannot be read: it is not application/json");
    }
  }

  @Test
  void saysWhatTheServerSays() {
    String error =
        "{\"error\":{\"code\":\"0x80040203\",\"message\":\"No such day.\",\"@a\":{\"b\":[1]}}}";
    try (var server =
            ScriptedServer.saying(ScriptedServer.json(400, error, "x-ms-service-request-id: r-1"));
        var client = client(server).build()) {
      TouchstoneException e = failure(client);

      assertThat(e).hasMessage("HTTP 400 0x80040203: No such day. (request r-1)");
      assertThat(e.status()).isEqualTo(400);
      assertThat(e.code()).isEqualTo("0x80040203");
      assertThat(e.requestId()).isEqualTo("r-1");
      assertThat(e.isRetryable()).isFalse();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void errorsOfOthersAreErrorsToo() {
    List<String> bodies =
        List.of(
            "<html>secret</html>",
            "",
            "{",
            "[]",
            "{}",
            "{\"error\":null}",
            "{\"error\":{}}",
            "{\"error\":{\"code\":1,\"message\":\"m\"}}",
            "{\"error\":{\"code\":\"c\"}}");
    for (String body : bodies) {
      try (var server =
              ScriptedServer.saying(
                  ScriptedServer.body(403, body.getBytes(UTF_8), "Content-Type: text/html"));
          var client = client(server).build()) {
        TouchstoneException e = failure(client);

        assertThat(e)
            .hasMessage("HTTP 403: the server answered with status 403 and no error in JSON");
        assertThat(e.code()).isNull();
        assertThat(e.requestId()).isNull();
      }
    }
  }

  @Test
  void aLongErrorIsShortened() {
    String error = "{\"error\":{\"code\":\"c\",\"message\":\"" + "m".repeat(1001) + "\"}}";
    try (var server = ScriptedServer.saying(ScriptedServer.json(400, error));
        var client = client(server).build()) {
      assertThat(failure(client)).hasMessage("HTTP 400 c: " + "m".repeat(1000) + "…");
    }
  }

  @Test
  void doesNotFollowRedirects() {
    try (var server =
            ScriptedServer.saying(
                ScriptedServer.json(307, "{}", "Location: /elsewhere"),
                ScriptedServer.page("[]", "null"));
        var client = client(server).credentials(() -> "key-1").build()) {
      assertThat(failure(client).status()).isEqualTo(307);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void unzipsWhatIsZipped() {
    byte[] page = PAGE.getBytes(UTF_8);
    try (var server = ScriptedServer.saying(ScriptedServer.gzip(200, ScriptedServer.zip(page)));
        var client = client(server).build()) {
      assertThat(client.load(REQUEST).rows()).isEmpty();
    }
  }

  @Test
  void anUnknownCodingIsRefused() {
    try (var server =
            ScriptedServer.saying(ScriptedServer.json(200, PAGE, "Content-Encoding: br"));
        var client = client(server).build()) {
      assertThat(failure(client)).hasMessage("the answer's coding is not gzip");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void answersHaveALimit() {
    int size = PAGE.length();
    byte[] page = PAGE.getBytes(UTF_8);
    try (var server =
            ScriptedServer.saying(ScriptedServer.json(200, PAGE), ScriptedServer.json(200, PAGE));
        var enough = client(server).maxResponseBytes(size).build();
        var tooLittle = client(server).maxResponseBytes(size - 1).build()) {
      assertThat(enough.load(REQUEST).rows()).isEmpty();
      expectTooLarge(failure(tooLittle), size - 1);
      assertThat(server.requests()).hasSize(2);
    }
    byte[] wide = (PAGE + " ".repeat(1_000_000)).getBytes(UTF_8);
    try (var server =
            ScriptedServer.saying(
                ScriptedServer.gzip(200, ScriptedServer.zip(wide)),
                ScriptedServer.gzip(200, ScriptedServer.zip(wide)));
        var enough = client(server).maxResponseBytes(wide.length).build();
        var tooLittle = client(server).maxResponseBytes(wide.length - 1).build()) {
      assertThat(enough.load(REQUEST).rows()).isEmpty();
      expectTooLarge(failure(tooLittle), wide.length - 1);
    }
    assertThat(page).hasSizeLessThan(ScriptedServer.zip(wide).length);
  }

  private static void expectTooLarge(TouchstoneException e, int limit) {
    assertThat(e)
        .hasMessage(
            "the answer is larger than %d bytes; ask for fewer rows at once with top", limit);
    assertThat(e.status()).isEqualTo(TouchstoneException.NO_ANSWER);
    assertThat(e.isRetryable()).isFalse();
  }

  @Test
  void asksForCredentialsBeforeEveryAttempt() {
    AtomicInteger asked = new AtomicInteger();
    try (var server =
            ScriptedServer.saying(ScriptedServer.reset(), ScriptedServer.page("[]", "null"));
        var client = client(server).credentials(() -> "key-" + asked.incrementAndGet()).build()) {
      client.load(REQUEST);

      assertThat(server.requests().getLast().head()).containsIgnoringCase(": Bearer key-2\r\n");
    }
  }

  @Test
  void credentialsThatCannotBeSentAreNotRepeated() {
    try (var server = ScriptedServer.saying()) {
      for (String token : new String[] {"", "secret\n", "secret key", "sécret", "secret\u0000"}) {
        try (var client = client(server).credentials(() -> token).build()) {
          assertThatThrownBy(() -> client.load(REQUEST))
              .isInstanceOf(IllegalStateException.class)
              .hasMessage(
                  "the credentials are empty or have characters that cannot stand in a header");
        }
      }
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void aClosedClientSaysSo() {
    try (var server = ScriptedServer.saying()) {
      var client = client(server).build();
      client.close();
      client.close();

      assertThatThrownBy(() -> client.load(REQUEST))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the client is closed");
    }
  }

  @Test
  void closingLeavesAGivenHttpClientOpen() {
    try (var server = ScriptedServer.saying(ScriptedServer.page("[]", "null"));
        HttpClient http = HttpClient.newHttpClient()) {
      client(server).httpClient(http).build().close();

      assertThat(http.isTerminated()).isFalse();
      try (var client = client(server).httpClient(http).build()) {
        assertThat(client.load(REQUEST).rows()).isEmpty();
      }
    }
  }

  @Test
  void settingsHaveLimits() {
    try (var server = ScriptedServer.saying()) {
      TouchstoneClient.Builder builder = client(server);

      refused("maxAttempts is 0; accepted is 1 to 100", () -> builder.maxAttempts(0));
      refused("maxAttempts is 101; accepted is 1 to 100", () -> builder.maxAttempts(101));
      refused(
          "maxResponseBytes is 0; accepted is 1 to 1073741824", () -> builder.maxResponseBytes(0));
      List<Runnable> timeouts = new ArrayList<>();
      for (Duration wrong : List.of(Duration.ZERO, Duration.ofDays(1).plusNanos(1))) {
        timeouts.add(() -> builder.connectTimeout(wrong));
        timeouts.add(() -> builder.attemptTimeout(wrong));
        timeouts.add(() -> builder.totalTimeout(wrong));
      }
      timeouts.forEach(timeout -> refused("Timeout is PT", timeout));
    }
  }

  private static void refused(String message, Runnable setting) {
    assertThatThrownBy(setting::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static TouchstoneClient.Builder client(ScriptedServer server) {
    return TouchstoneClient.builder(server.uri()).time(new ManualTime());
  }

  private static TouchstoneException failure(TouchstoneClient client) {
    return catchThrowableOfType(TouchstoneException.class, () -> client.load(REQUEST));
  }
}
