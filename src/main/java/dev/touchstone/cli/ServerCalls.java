package dev.touchstone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.config.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a server for what it does beside the action: its own paths, in JSON. */
final class ServerCalls implements AutoCloseable {
  private static final int MAX_ANSWER_BYTES = 64 << 20;
  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final int TOO_MANY_REQUESTS = 429;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(20))
          .build();
  private final String server;
  private final @Nullable String key;
  private final String reason;

  /**
   * @param server scheme, host and port
   * @param key null for a server that lets everybody in
   * @param reason why it is asked, for the audit trail; empty for none
   */
  ServerCalls(URI server, @Nullable String key, String reason) {
    String scheme = server.getScheme();
    if ((!"http".equals(scheme) && !"https".equals(scheme)) || server.getHost() == null) {
      throw new CommandException(
          ExitCode.USAGE,
          "--url: '%s' is not accepted; accepted is a URL such as http://127.0.0.1:8085"
              .formatted(server),
          null);
    }
    String text = server.toString();
    this.server = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    this.key = key;
    this.reason = reason;
  }

  Map<String, @Nullable Object> get(String path) {
    return send(request(path).GET().build());
  }

  /**
   * @param json the body; empty for none
   */
  Map<String, @Nullable Object> post(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  /** What a path gives, as it came. */
  String getText(String path) {
    return text(request(path).GET().build());
  }

  /** Sends nothing but the path; gives the answer as it came. */
  String postText(String path) {
    return text(request(path).POST(BodyPublishers.noBody()).build());
  }

  /** Has something put in place by its path alone; gives the answer as it came. */
  String put(String path) {
    return text(request(path).PUT(BodyPublishers.noBody()).build());
  }

  /** Has something removed; gives the answer as it came. */
  String delete(String path) {
    return text(request(path).DELETE().build());
  }

  /**
   * Writes what a path gives, whatever its size; an answer that was broken off is an error.
   *
   * @throws IOException if it cannot be written
   */
  void download(String path, OutputStream out) throws IOException {
    HttpRequest request = untimed(path).GET().build();
    try {
      HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
      try (InputStream in = answer.body()) {
        if (answer.statusCode() / 100 != 2) {
          throw refused(answer.statusCode(), new String(in.readNBytes(MAX_ANSWER_BYTES), UTF_8));
        }
        in.transferTo(out);
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNAVAILABLE, "%s did not answer to the end: %s".formatted(server, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(ExitCode.INTERRUPTED, "interrupted", e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return untimed(path).timeout(TIMEOUT);
  }

  private HttpRequest.Builder untimed(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path));
    if (!reason.isEmpty()) {
      request.header("Touchstone-Reason", reason);
    }
    return key == null ? request : request.header("Authorization", "Bearer " + key);
  }

  private Map<String, @Nullable Object> send(HttpRequest request) {
    try {
      String body = text(request);
      return body.isEmpty() ? Map.of() : JsonTree.object(body);
    } catch (IllegalArgumentException e) {
      throw new CommandException(
          ExitCode.UNAVAILABLE, server + " did not answer as Touchstone does", e);
    }
  }

  private String text(HttpRequest request) {
    try {
      HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
      String body;
      try (InputStream in = answer.body()) {
        body = new String(in.readNBytes(MAX_ANSWER_BYTES), UTF_8);
      }
      if (answer.statusCode() / 100 != 2) {
        throw refused(answer.statusCode(), body);
      }
      return body;
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNAVAILABLE, "%s does not answer: %s".formatted(server, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(ExitCode.INTERRUPTED, "interrupted", e);
    }
  }

  private static CommandException refused(int status, String body) {
    ExitCode code =
        status == TOO_MANY_REQUESTS
            ? ExitCode.AGAIN
            : status < 500 ? ExitCode.USAGE : ExitCode.UNAVAILABLE;
    return new CommandException(
        code, "the server answered %d: %s".formatted(status, message(body)), null);
  }

  private static String message(String body) {
    try {
      return JsonTree.object(body).get("error") instanceof Map<?, ?> error
              && error.get("message") instanceof String message
          ? message
          : "without a reason";
    } catch (IllegalArgumentException e) {
      return "without a reason";
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
