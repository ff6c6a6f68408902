package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.access.Permission;
import dev.touchstone.odata.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stop finishes what was begun, begins nothing, and does not wait for ever. */
final class StopTest {
  private final CountDownLatch working = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  @AfterEach
  void letGo() {
    goOn.countDown();
  }

  /** Two chunks, between which it waits; and what answers at once. */
  private TouchstoneServer start(Duration stopTimeout) throws IOException {
    Answer.Body body =
        out -> {
          out.write(new byte[2 * ResponseStream.CHUNK_BYTES]);
          working.countDown();
          StreamingTest.await(goOn);
          out.write("the end".getBytes(UTF_8));
        };
    return TouchstoneServer.start(
        ServerOptions.DEFAULT
            .withPort(0)
            .withLimits(ServerLimits.DEFAULT.withStopTimeout(stopTimeout)),
        Access.OFF,
        List.of(
            new Route("/slow", Set.of(), Permission.READ, it -> new Answer(200, Map.of(), body)),
            new Route(
                "/quick",
                Set.of(),
                Permission.READ,
                it -> new Answer(200, Map.of(), out -> out.write('x')))),
        UUID::randomUUID);
  }

  private static Socket connect(TouchstoneServer server) throws IOException {
    Socket socket = new Socket(server.uri().getHost(), server.uri().getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void get(Socket socket, String path) throws IOException {
    socket
        .getOutputStream()
        .write(("GET /" + path + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(UTF_8));
  }

  /** Waits until a server that is stopping accepts nobody any more. */
  private static void awaitStopListening(TouchstoneServer server) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < deadline) {
      try (Socket socket = new Socket(server.uri().getHost(), server.uri().getPort())) {
        socket.setSoTimeout(100);
        socket.getInputStream().read();
      } catch (ConnectException e) {
        return;
      } catch (IOException e) {
        // It was accepted, or reset.
      }
    }
    throw new AssertionError("the server still accepts connections");
  }

  @Test
  void aStreamUnderWayComesToItsEndAndNobodyElseIsLetIn() throws Exception {
    TouchstoneServer server = start(Duration.ofSeconds(20));
    try (Socket slow = connect(server);
        Socket idle = connect(server)) {
      get(idle, "quick");
      assertThat(new String(idle.getInputStream().readNBytes(15), UTF_8))
          .isEqualTo("HTTP/1.1 200 OK");
      get(slow, "slow");
      assertThat(working.await(20, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Void> stop = CompletableFuture.runAsync(server::close);
      awaitStopListening(server);
      refusedOrClosed(idle);
      assertThat(stop.isDone()).as("it waits for the stream").isFalse();
      goOn.countDown();
      String answer = new String(slow.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer.endsWith("\r\n0\r\n\r\n")).as("the last chunk").isTrue();
      assertThat(answer.contains("the end")).isTrue();
      stop.get(20, TimeUnit.SECONDS);
    }
  }

  /** A request on a connection that was there before: a clear 503, or the connection has ended. */
  private static void refusedOrClosed(Socket idle) {
    String answer;
    try {
      get(idle, "quick");
      InputStream in = idle.getInputStream();
      answer = new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      return;
    }
    int second = answer.indexOf("HTTP/1.1 ");
    if (second >= 0) {
      RawAnswer refusal = RawAnswer.parse(answer.substring(second));
      assertThat(refusal.status()).isEqualTo(503);
      assertThat(refusal.headers().get("Retry-After")).matches("[1-9][0-9]*");
      refusal.error();
    }
  }

  @Test
  void whatDoesNotEndInTimeIsBrokenOff() throws Exception {
    TouchstoneServer server = start(Duration.ofMillis(200));
    try (Socket slow = connect(server)) {
      get(slow, "slow");
      assertThat(working.await(20, TimeUnit.SECONDS)).isTrue();
      CompletableFuture.runAsync(server::close).get(20, TimeUnit.SECONDS);
      byte[] answer = readToTheEnd(slow);
      String end = new String(answer, UTF_8);
      assertThat(end).startsWith("HTTP/1.1 200 OK");
      assertThat(end.endsWith("0\r\n\r\n")).as("the last chunk").isFalse();
      assertThatThrownBy(() -> connect(server)).isInstanceOf(IOException.class);
    }
  }

  private static byte[] readToTheEnd(Socket socket) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(all);
    } catch (IOException e) {
      // A reset is an end, too.
    }
    return all.toByteArray();
  }
}
