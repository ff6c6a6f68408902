package dev.touchstone.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.touchstone.client.ScriptedServer.Reply;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An answer that was cut off, wherever and however, is an error and never a short page. */
final class TruncatedAnswerTest {
  private static final LoadInteractionsRequest REQUEST =
      LoadInteractionsRequest.of("c1", "EmailOpened");
  private static final byte[] BODY = "{\"Data\":\"[]\",\"NextSkipToken\":null}".getBytes(UTF_8);
  private static final String TYPE = "Content-Type: application/json";

  @Test
  void cutBeforeItsAnnouncedLength() {
    String head = ScriptedServer.head(200, TYPE, "Content-Length: " + BODY.length);
    expectErrors(head, BODY, true);
    // White space that is missing at the end is missing too, although the rest is whole JSON.
    String longer = ScriptedServer.head(200, TYPE, "Content-Length: " + (BODY.length + 1));
    expectError(ScriptedServer.raw(longer, BODY), true);
  }

  @Test
  void cutBeforeItsLastChunk() {
    String head = ScriptedServer.head(200, TYPE, "Transfer-Encoding: chunked");
    String chunk = Integer.toHexString(BODY.length) + "\r\n" + new String(BODY, UTF_8) + "\r\n";
    expectErrors(head, (chunk + "0\r\n\r").getBytes(ISO_8859_1), true);
    expectError(ScriptedServer.raw(head, (chunk + "0\r\n\r").getBytes(ISO_8859_1)), true);
  }

  @Test
  void cutWithinItsCompression() {
    byte[] zipped = ScriptedServer.zip(BODY);
    for (int length = 1; length < zipped.length; length++) {
      expectError(ScriptedServer.gzip(200, Arrays.copyOf(zipped, length)), true);
    }
  }

  @Test
  void cutWhereOnlyTheConnectionsEndWouldTell() {
    expectErrors(ScriptedServer.head(200, TYPE), BODY, false);
  }

  /** Every proper beginning of the body is an error. */
  private static void expectErrors(String head, byte[] body, boolean retryable) {
    IntStream.range(0, body.length)
        .forEach(
            length ->
                expectError(ScriptedServer.raw(head, Arrays.copyOf(body, length)), retryable));
  }

  private static void expectError(Reply reply, boolean retryable) {
    try (var server = ScriptedServer.saying(reply);
        var client =
            TouchstoneClient.builder(server.uri()).time(new ManualTime()).maxAttempts(1).build()) {
      TouchstoneException e =
          catchThrowableOfType(TouchstoneException.class, () -> client.load(REQUEST));
      assertThat(e).isNotNull();
      assertThat(e.isRetryable()).as(e.getMessage()).isEqualTo(retryable);
    }
  }
}
