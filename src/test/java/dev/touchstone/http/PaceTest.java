package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.odata.ODataOptions;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Documented;
import dev.touchstone.testing.RunningServer;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

final class PaceTest {
  private static final long SECOND = 1_000_000_000L;
  private static final byte[] WITHOUT_BODY =
      "GET /api/data/v9.2/interactions?$filter=contactid%20eq%20'c' HTTP/1.1\r\nHost: a\r\n\r\n"
          .getBytes(UTF_8);

  @Test
  void theGraceIsForgivenAndThenEveryByteCounts() throws IOException {
    Pace.Watch watch = new Pace(100, Duration.ofSeconds(5)).new Watch();
    watch.moved(1, 5 * SECOND);
    watch.moved(99, SECOND);
    watch.moved(100, SECOND);
    assertThatThrownBy(() -> watch.moved(99, SECOND))
        .isInstanceOf(IOException.class)
        .hasCauseInstanceOf(TimeoutException.class)
        .hasMessageContaining("slower than 100 bytes a second");
  }

  @Test
  void whatCameEarlyCountsForLater() {
    Pace.Watch watch = new Pace(100, Duration.ZERO).new Watch();
    assertThatCode(
            () -> {
              watch.moved(10_000, 1);
              watch.moved(1, 99 * SECOND);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void noPaceIsAsked() {
    Pace.Watch watch = new Pace(0, Duration.ZERO).new Watch();
    assertThatCode(() -> watch.moved(0, 1_000_000 * SECOND)).doesNotThrowAnyException();
  }

  @Test
  void aBodyThatComesTooSlowlyIsAnError() throws IOException {
    try (MemoryStore store = new MemoryStore();
        RunningServer server = server(store);
        Socket socket = server.connect()) {
      socket.getOutputStream().write(server.authorized(Documented.request("a")));
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 408 ")
          .contains("\"message\":\"The rest of the request did not come in time.\"");
    }
  }

  @Test
  void anAnswerThatIsTakenTooSlowlyIsBrokenOff() throws IOException {
    try (MemoryStore store = LongHistory.of(2_000);
        RunningServer server = server(store);
        LogLines lines = new LogLines()) {
      try (Socket socket = server.connect()) {
        socket.getOutputStream().write(server.authorized(WITHOUT_BODY));
        socket.getInputStream().readAllBytes();
      } catch (IOException e) {
        // Broken off, as the log says.
      }
      assertThat(lines.next()).endsWith(" broken off");
    }
  }

  /** No caller is fast enough for it. */
  private static RunningServer server(MemoryStore store) {
    Pace impossible = new Pace(Integer.MAX_VALUE, Duration.ZERO);
    return RunningServer.of(
        store,
        ServerOptions.DEFAULT.withLimits(ServerLimits.DEFAULT.withPace(impossible)),
        ODataOptions.DEFAULT);
  }
}
