package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Documented;
import dev.touchstone.testing.FailingStore;
import dev.touchstone.testing.RunningServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PackedAnswersTest {
  private final MemoryStore store = LongHistory.of(5_000);
  private final RunningServer server = RunningServer.of(store);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
    server.close();
    store.close();
  }

  @ParameterizedTest
  @CsvSource({"1", "100", "5000"})
  void theSameAnswerIsSmaller(int top) throws Exception {
    String body = LongHistory.BODY.replace("}", ",\"Top\":%d}".formatted(top));
    HttpResponse<byte[]> plain = send(call(body));
    HttpResponse<byte[]> packed = send(call(body).header("Accept-Encoding", "gzip"));
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(plain.headers().allValues("Vary")).containsExactly("Accept-Encoding");
    assertThat(packed.headers().allValues("Vary")).containsExactly("Accept-Encoding");
    if (top == 1) {
      assertThat(packed.body()).isEqualTo(plain.body());
    } else {
      assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
      assertThat(packed.body().length).isLessThan(plain.body().length / 5);
      assertThat(unpacked(packed.body())).isEqualTo(plain.body());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip;q=0", "identity", "br", "deflate, gzip;q=0.0"})
  void whoDoesNotWantItDoesNotGetIt(String accepted) throws Exception {
    HttpResponse<byte[]> answer = send(call(LongHistory.BODY).header("Accept-Encoding", accepted));
    assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(new String(answer.body(), UTF_8)).startsWith("{\"@odata.context\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br, gzip", "gzip;q=0.5, deflate;q=0.2", "*"})
  void whoWantsItGetsIt(String accepted) throws Exception {
    HttpResponse<byte[]> answer = send(call(LongHistory.BODY).header("Accept-Encoding", accepted));
    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
  }

  /** What is read to the end of a connection could have been broken off. */
  @ParameterizedTest
  @ValueSource(strings = {"gzip", "identity"})
  void theEndOfTheConnectionIsNotTheEndOfTheBody(String accepted) throws IOException {
    for (String path : new String[] {"/api/data/v9.2/$metadata", "/api/data/v9.2/WhoAmI"}) {
      String request =
          "GET %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAccept-Encoding: %s\r\n\r\n"
              .formatted(path, accepted);
      assertThat(server.raw(request.getBytes(UTF_8)))
          .startsWith("HTTP/1.1 200 ")
          .containsPattern("\r\n(Content-Length: [0-9]+|Transfer-Encoding: chunked)\r\n");
    }
  }

  @Test
  void metadataIsPackedToo() throws Exception {
    HttpResponse<byte[]> answer =
        send(server.request("/api/data/v9.2/$metadata").header("Accept-Encoding", "gzip").GET());
    assertThat(new String(unpacked(answer.body()), UTF_8)).startsWith("<?xml").endsWith(">");
  }

  @Test
  void anAnswerThatBreaksOffIsNoWholeFile() {
    InteractionStore failing = FailingStore.unavailableAfter(3, LongHistory.of(20_000));
    try (RunningServer other = RunningServer.of(failing)) {
      HttpRequest.Builder request =
          other
              .request(Documented.PATH)
              .header("Accept-Encoding", "gzip")
              .POST(BodyPublishers.ofString(LongHistory.BODY));
      assertThatThrownBy(() -> send(request)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aPackedRequestIsRefused() {
    HttpResponse<String> answer =
        server.send(call(LongHistory.BODY).header("Content-Encoding", "gzip"));
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.headers().firstValue("Accept-Encoding")).hasValue("identity");
    assertThat(answer.body()).contains("A body with a Content-Encoding is not supported here");
  }

  private HttpRequest.Builder call(String body) {
    return server.request(Documented.PATH).POST(BodyPublishers.ofString(body));
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static byte[] unpacked(byte[] packed) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
