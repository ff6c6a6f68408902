package dev.touchstone.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Sends a call once and receives the whole answer, or fails. Thread-safe. */
final class Transport {
  private final HttpClient http;
  private final URI action;
  private final @Nullable Supplier<String> credentials;
  private final String reason;
  private final int maxResponseBytes;

  /**
   * @param reason empty for none
   * @param maxResponseBytes as received, and again as decoded
   */
  Transport(
      HttpClient http,
      URI action,
      @Nullable Supplier<String> credentials,
      String reason,
      int maxResponseBytes) {
    this.http = http;
    this.action = action;
    this.credentials = credentials;
    this.reason = reason;
    this.maxResponseBytes = maxResponseBytes;
  }

  /**
   * @throws UnreadableBodyException if the answer will not fit, however often it is asked for
   * @throws IOException if the answer did not come, or not to its end, within the time
   */
  Answer send(String body, Duration timeout) throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> exchange =
        http.sendAsync(request(body), answer -> new LimitedBody(maxResponseBytes));
    try {
      // The request's own timeout would end when the headers have come; this one spans the body.
      return answer(exchange.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no whole answer in time");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } finally {
      exchange.cancel(true);
    }
  }

  private HttpRequest request(String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(action)
            .header("Accept", "application/json")
            .header("Accept-Encoding", "gzip")
            .header("Content-Type", "application/json; charset=utf-8")
            .header("OData-MaxVersion", "4.0")
            .header("OData-Version", "4.0")
            .header("User-Agent", "touchstone-client")
            .POST(BodyPublishers.ofString(body));
    if (credentials != null) {
      request.header("Authorization", "Bearer " + checked(credentials.get()));
    }
    if (!reason.isEmpty()) {
      request.header("Touchstone-Reason", reason);
    }
    return request.build();
  }

  /** The JDK refuses such a header as well, but repeats it in the message. */
  private static String checked(String token) {
    if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalStateException(
          "the credentials are empty or have characters that cannot stand in a header");
    }
    return token;
  }

  private Answer answer(HttpResponse<byte[]> response) throws IOException {
    return new Answer(response.statusCode(), response.headers(), decoded(response));
  }

  private byte[] decoded(HttpResponse<byte[]> response) throws IOException {
    String coding = response.headers().firstValue("Content-Encoding").orElse("identity");
    return switch (coding.strip().toLowerCase(Locale.ROOT)) {
      case "identity" -> response.body();
      case "gzip", "x-gzip" -> unzipped(response.body());
      default -> throw new UnreadableBodyException("the answer's coding is not gzip");
    };
  }

  private byte[] unzipped(byte[] body) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] decoded = in.readNBytes(maxResponseBytes);
      if (in.read() >= 0) {
        throw LimitedBody.tooLarge(maxResponseBytes);
      }
      return decoded;
    }
  }
}
