package dev.touchstone.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.config.CatalogueFile;
import dev.touchstone.http.HealthEndpoint;
import dev.touchstone.http.ODataEndpoint;
import dev.touchstone.http.Route;
import dev.touchstone.http.ServerOptions;
import dev.touchstone.http.TouchstoneServer;
import dev.touchstone.odata.ODataOptions;
import dev.touchstone.odata.ODataService;
import dev.touchstone.odata.SkipTokens;
import dev.touchstone.store.InteractionStore;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real server on a free port, and a client for it. */
public final class RunningServer implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final TouchstoneServer server;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(20))
          .build();

  private RunningServer(TouchstoneServer server) {
    this.server = server;
  }

  public static RunningServer of(InteractionStore store) {
    return of(store, ServerOptions.DEFAULT, ODataOptions.DEFAULT);
  }

  public static RunningServer of(
      InteractionStore store, ServerOptions options, ODataOptions odata) {
    SkipTokens tokens = new SkipTokens(new byte[SkipTokens.KEY_BYTES]);
    ODataService service = new ODataService(store, CatalogueFile.standard(), tokens, odata);
    List<Route> routes =
        Stream.concat(HealthEndpoint.routes(store).stream(), ODataEndpoint.routes(service).stream())
            .toList();
    try {
      return new RunningServer(
          TouchstoneServer.start(options.withPort(0), routes, UUID::randomUUID));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  public URI uri() {
    return server.uri();
  }

  /** Calls the action with a body. */
  public HttpResponse<String> call(String body) {
    return send(request(Documented.PATH).POST(BodyPublishers.ofString(body)));
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(uri() + path)).timeout(Duration.ofSeconds(60));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString(UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends bytes over a connection of their own and returns all that comes back. */
  public String raw(byte[] request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request);
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  public Socket connect() throws IOException {
    Socket socket = new Socket(uri().getHost(), uri().getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** The rows that an answer holds: the JSON inside of the JSON. */
  public static List<JsonNode> rows(HttpResponse<String> answer) {
    return JSON.readTree(json(answer).get("Data").stringValue()).valueStream().toList();
  }

  public static JsonNode json(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }

  @Override
  public void close() {
    client.shutdownNow();
    server.close();
  }
}
