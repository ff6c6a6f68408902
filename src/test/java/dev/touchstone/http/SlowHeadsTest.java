package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.odata.ODataOptions;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.RunningServer;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What drips is never idle: the idle timeout is long here, and plays no part. */
final class SlowHeadsTest {
  static final ServerLimits STRICT =
      ServerLimits.DEFAULT
          .withIdleTimeout(Duration.ofMinutes(5))
          .withHeadTimeout(Duration.ofMillis(300));

  private static final String WHOLE = "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final int DRIPS = 2_000;

  private final MemoryStore store = new MemoryStore();
  private final RunningServer server =
      RunningServer.of(store, ServerOptions.DEFAULT.withLimits(STRICT), ODataOptions.DEFAULT);

  @AfterEach
  void close() {
    server.close();
    store.close();
  }

  @Test
  void aHeadThatDripsIsClosed() throws IOException {
    try (Socket socket = server.connect()) {
      send(socket, "GET /health/live HTTP/1.1\r\nX-Slow: ");
      assertThat(isClosedWhileItDrips(socket)).isTrue();
    }
  }

  @Test
  void aHeadThatDripsBehindAWholeRequestIsClosed() throws IOException {
    try (Socket socket = server.connect()) {
      send(socket, WHOLE + "GET /health/live HTTP/1.1\r\nX-Slow: ");
      assertThat(new String(socket.getInputStream().readNBytes(15), UTF_8))
          .isEqualTo("HTTP/1.1 200 OK");
      assertThat(isClosedWhileItDrips(socket)).isTrue();
    }
  }

  @Test
  void aConnectionThatWaitsBetweenRequestsStaysOpen() throws IOException {
    try (Socket socket = server.connect()) {
      for (int i = 0; i < 3; i++) {
        send(socket, WHOLE);
        assertThat(readUntilQuiet(socket)).startsWith("HTTP/1.1 200 OK");
      }
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }

  /** A byte every few milliseconds, for far longer than a head may take. */
  private static boolean isClosedWhileItDrips(Socket socket) throws IOException {
    socket.setSoTimeout(10);
    for (int i = 0; i < DRIPS; i++) {
      try {
        send(socket, "x");
        if (socket.getInputStream().read() < 0) {
          return true;
        }
      } catch (SocketTimeoutException e) {
        // Still open: the next drip.
      } catch (SocketException e) {
        return true;
      }
    }
    return false;
  }

  /** Reads until nothing came for longer than a head may take. */
  private static String readUntilQuiet(Socket socket) throws IOException {
    socket.setSoTimeout(700);
    StringBuilder text = new StringBuilder();
    try {
      for (int c = socket.getInputStream().read(); c >= 0; c = socket.getInputStream().read()) {
        text.append((char) c);
      }
      throw new IOException("closed after: " + text);
    } catch (SocketTimeoutException e) {
      return text.toString();
    }
  }
}
