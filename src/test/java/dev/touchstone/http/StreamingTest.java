package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.access.Permission;
import dev.touchstone.odata.Answer;
import dev.touchstone.odata.ODataOptions;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.testing.Documented;
import dev.touchstone.testing.FailingStore;
import dev.touchstone.testing.RunningServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

class StreamingTest {
  private static final int MANY = 200_000;

  @Test
  void manyRowsStreamInOrder() throws IOException, InterruptedException {
    try (RunningServer server = RunningServer.of(LongHistory.of(MANY));
        HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<InputStream> answer =
          client.send(
              server
                  .request(Documented.PATH)
                  .POST(BodyPublishers.ofString(LongHistory.BODY))
                  .build(),
              BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(countInOrder(answer.body())).isEqualTo(MANY);
    }
  }

  /** Reads the answer as a client does: JSON, and in it a text that is JSON. */
  private static int countInOrder(InputStream body) throws IOException {
    JsonMapper mapper =
        JsonMapper.builder(
                JsonFactory.builder()
                    .streamReadConstraints(
                        StreamReadConstraints.builder().maxStringLength(1 << 30).build())
                    .build())
            .build();
    String answer = new String(body.readAllBytes(), UTF_8);
    assertThat(answer).endsWith("]\",\"NextSkipToken\":null}");
    String data;
    try (JsonParser in = mapper.createParser(answer)) {
      while (!"Data".equals(in.currentName()) || in.currentToken() != JsonToken.VALUE_STRING) {
        in.nextToken();
      }
      data = in.getString();
    }
    int count = 0;
    try (JsonParser in = mapper.createParser(data)) {
      while (in.nextToken() != null) {
        if (in.currentToken() == JsonToken.VALUE_STRING && "Reason".equals(in.currentName())) {
          assertThat(in.getString()).isEqualTo("row " + (MANY - ++count));
        }
      }
    }
    return count;
  }

  @Test
  void aStoreThatFailsOnTheWayBreaksTheConnectionOff() throws IOException {
    InteractionStore failing = FailingStore.unavailableAfter(3, LongHistory.of(20_000));
    try (RunningServer server = RunningServer.of(failing)) {
      assertThatThrownBy(() -> server.call(LongHistory.BODY))
          .isInstanceOf(UncheckedIOException.class);
      String answer = server.raw(Documented.request("a"));
      assertThat(answer).startsWith("HTTP/1.1 503 ");
    }
  }

  @Test
  void theConnectionEndsWithoutTheLastChunk() throws IOException {
    InteractionStore failing = FailingStore.unavailableAfter(3, LongHistory.of(20_000));
    try (RunningServer server = RunningServer.of(failing)) {
      String answer = server.raw(LongHistory.request());
      assertThat(answer.substring(0, answer.indexOf("\r\n\r\n")))
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("\r\nTransfer-Encoding: chunked");
      assertThat(answer.contains("NextSkipToken")).isFalse();
      assertThat(answer.endsWith("0\r\n\r\n")).isFalse();
    }
  }

  @Test
  void http2StreamsAreBrokenOffToo() throws IOException, InterruptedException {
    InteractionStore failing = FailingStore.unavailableAfter(3, LongHistory.of(20_000));
    try (RunningServer server = RunningServer.of(failing);
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest live = server.request("/health/live").build();
      assertThat(client.send(live, BodyHandlers.ofString()).version())
          .isEqualTo(HttpClient.Version.HTTP_2);
      HttpRequest call =
          server.request(Documented.PATH).POST(BodyPublishers.ofString(LongHistory.BODY)).build();
      assertThatThrownBy(() -> client.send(call, BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aStoreThatFailsBeforeAnythingWasSentIsStillAnError() {
    InteractionStore failing = FailingStore.unavailableAfter(1, LongHistory.of(100));
    try (RunningServer server = RunningServer.of(failing)) {
      HttpResponse<String> answer = server.call(LongHistory.BODY);
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().allValues("REQ_ID")).hasSize(1);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
      assertThat(RunningServer.json(answer).at("/error/code").stringValue())
          .isEqualTo("0x80040216");
    }
  }

  @Test
  void aCallerWhoLeavesHurtsNobody() throws IOException {
    try (RunningServer server = RunningServer.of(LongHistory.of(50_000))) {
      for (int i = 0; i < 20; i++) {
        try (Socket socket = server.connect()) {
          socket.setSoLinger(true, 0);
          socket.getOutputStream().write(server.authorized(LongHistory.request()));
          assertThat(socket.getInputStream().readNBytes(100 * (i + 1))).isNotEmpty();
        }
      }
      assertThat(server.send(server.request("/health/ready")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aCallerWhoDoesNotReadIsGivenUp() throws IOException {
    ServerOptions options =
        ServerOptions.DEFAULT.withLimits(
            ServerLimits.DEFAULT.withIdleTimeout(Duration.ofMillis(300)));
    try (RunningServer server =
            RunningServer.of(LongHistory.of(50_000), options, ODataOptions.DEFAULT);
        Socket socket = new Socket();
        LogLines lines = new LogLines()) {
      socket.setReceiveBufferSize(4 * 1024);
      socket.connect(new InetSocketAddress(server.uri().getHost(), server.uri().getPort()));
      socket.getOutputStream().write(server.authorized(LongHistory.request()));
      assertThat(lines.next()).contains(" 200 ").endsWith(" broken off");
    }
  }

  @Test
  void aStopLetsAnswersComeToTheirEnd() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Route slow =
        new Route(
            "/slow",
            Set.of(),
            Permission.READ,
            exchange ->
                new Answer(
                    200,
                    Map.of(),
                    out -> {
                      reading.countDown();
                      await(goOn);
                      out.write("whole".getBytes(UTF_8));
                    }));
    TouchstoneServer server =
        TouchstoneServer.start(
            ServerOptions.DEFAULT.withPort(0), Access.OFF, List.of(slow), UUID::randomUUID);
    try (HttpClient client = HttpClient.newHttpClient()) {
      CompletableFuture<HttpResponse<String>> answer =
          client.sendAsync(
              HttpRequest.newBuilder(URI.create(server.uri() + "/slow")).build(),
              BodyHandlers.ofString());
      await(reading);
      CompletableFuture<Void> stop = CompletableFuture.runAsync(server::close);
      assertThat(stop.isDone()).isFalse();
      goOn.countDown();
      assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("whole");
      stop.get(20, TimeUnit.SECONDS);
    }
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
