package dev.touchstone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.cli.SentRows.Range;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends rows and takes note of every acknowledgement. Thread-safe. */
final class RowSender implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;
  private final String key;
  private final SentRows rows;

  RowSender(URI server, String key, SentRows rows) {
    this.server = server;
    this.key = key;
    this.rows = rows;
  }

  /** Sends rows; returns the status of the answer, or 0 if none came. */
  int send(Range range) {
    byte[] body = range.lines().getBytes(UTF_8);
    boolean packed = range.from() % 2 == 0;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve("/v1/interactions"))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/x-ndjson")
            .header("Content-Encoding", packed ? "gzip" : "identity")
            .POST(BodyPublishers.ofByteArray(packed ? gzip(body) : body));
    try {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      JsonNode acknowledged = JSON.readTree(answer.body()).at("/acknowledged/row");
      rows.acknowledged(range, acknowledged.intValue(0));
      return answer.statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends lines, of which nobody takes note, and returns the answer. */
  JsonNode stream(Stream<String> lines) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/v1/interactions"))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofInputStream(() -> new Lines(lines.iterator())))
            .build();
    return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
  }

  /** Whether the server says that it can answer. */
  boolean isReady() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(server.resolve("/health/ready")).build();
    return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  /** Texts one behind the other. */
  private static final class Lines extends InputStream {
    private final Iterator<String> texts;
    private byte[] current = {};
    private int at;

    Lines(Iterator<String> texts) {
      this.texts = texts;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      while (at == current.length) {
        if (!texts.hasNext()) {
          return -1;
        }
        current = texts.next().getBytes(UTF_8);
        at = 0;
      }
      int count = Math.min(length, current.length - at);
      System.arraycopy(current, at, bytes, offset, count);
      at += count;
      return count;
    }
  }
}
