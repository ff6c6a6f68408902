package dev.touchstone.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Sends requests to a server that asks for no credentials. */
final class RequestsTo implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(20))
          .build();
  private final TouchstoneServer server;

  RequestsTo(TouchstoneServer server) {
    this.server = server;
  }

  CompletableFuture<HttpResponse<String>> send(String path) {
    return client.sendAsync(request(path).build(), BodyHandlers.ofString());
  }

  int status(String path, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString()).statusCode();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.uri() + path)).timeout(Duration.ofSeconds(60));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
