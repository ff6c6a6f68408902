package dev.touchstone.http;

import dev.touchstone.telemetry.Metrics;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that listens: HTTP/1.1 and HTTP/2, over TLS or without encryption. Answers are
 * compressed for callers who can read them so. Each request has a virtual thread of its own.
 * Thread-safe.
 */
public final class TouchstoneServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TouchstoneServer.class);

  /** As Jetty has them: these threads wait for connections and hand on what arrives. */
  private static final int MAX_THREADS = 200;

  private static final int MIN_THREADS = 8;
  private static final int IDLE_THREAD_MILLIS = 60_000;

  private final Server server;
  private final URI uri;

  private TouchstoneServer(Server server, URI uri) {
    this.server = server;
    this.uri = uri;
  }

  /**
   * Begins to load what every server is made of, on a thread of its own, while the caller still
   * opens what the server is to serve. Nothing depends on it but the time until a server is ready.
   */
  public static void loadAhead() {
    Thread.ofPlatform().daemon().name("load-ahead").start(TouchstoneServer::load);
  }

  private static void load() {
    Server server = new Server(threads());
    server.addConnector(Connectors.of(ServerOptions.DEFAULT, server));
    server.setHandler(new GracefulHandler(PackedAnswers.of(new Handler.Wrapper())));
  }

  /**
   * Starts to listen.
   *
   * @param access who is let in
   * @param routes the first that fits a request answers it
   * @param requestIds a fresh id for each request
   * @throws IOException if the address cannot be listened on
   */
  public static TouchstoneServer start(
      ServerOptions options, Access access, List<Route> routes, Supplier<UUID> requestIds)
      throws IOException {
    return start(options, access, routes, requestIds, new Metrics());
  }

  /**
   * The same, with metrics that hear of every request.
   *
   * @throws IOException likewise
   */
  public static TouchstoneServer start(
      ServerOptions options,
      Access access,
      List<Route> routes,
      Supplier<UUID> requestIds,
      Metrics metrics)
      throws IOException {
    Server server = server(options, access, routes, new RequestIds(requestIds), metrics);
    ServerConnector connector = Connectors.of(options, server);
    server.addConnector(connector);
    try {
      server.start();
    } catch (Exception e) {
      LifeCycle.stop(server);
      throw e instanceof IOException io ? io : new IOException(e);
    }
    return new TouchstoneServer(server, uri(options, connector));
  }

  /** Where the server listens, without a slash at the end. */
  public URI uri() {
    return uri;
  }

  /**
   * Stops to listen, lets requests under way come to their end, for as long as the options say, and
   * breaks off the rest. Closing again does nothing.
   */
  @Override
  public void close() {
    try {
      LifeCycle.stop(server);
    } catch (RuntimeException e) {
      if (!(e.getCause() instanceof TimeoutException)) {
        throw e;
      }
      LOG.warn("requests that did not end within the stop timeout were broken off");
    }
  }

  private static Server server(
      ServerOptions options, Access access, List<Route> routes, RequestIds ids, Metrics metrics) {
    Server server = new Server(threads());
    ServerLimits limits = options.limits();
    server.addBean(new NetworkConnectionLimit(limits.maxConnections(), server));
    server.setErrorHandler(new JsonErrors(ids, limits.maxHeadBytes()));
    server.setRequestLog(new RequestLine(ids, metrics));
    server.setStopTimeout(limits.stopTimeout().toMillis());
    Organization organization = new Organization(options.publicUri());
    server.setHandler(
        new GracefulHandler(
            new ChunkedAnswers(
                PackedAnswers.of(
                    new RequestHandler(
                        routes, new Gate(access), organization, ids, limits.pace())))));
    return server;
  }

  /** Jetty's own queue would start Java's whole management at the first request for a thread. */
  private static QueuedThreadPool threads() {
    QueuedThreadPool threads =
        new QueuedThreadPool(
            MAX_THREADS, MIN_THREADS, IDLE_THREAD_MILLIS, new LinkedBlockingQueue<>());
    threads.setName("http");
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request-", 0).factory()));
    return threads;
  }

  private static URI uri(ServerOptions options, ServerConnector connector) {
    String host = options.host();
    return URI.create(
        "%s://%s:%d"
            .formatted(
                options.tls() == null ? "http" : "https",
                host.indexOf(':') >= 0 ? "[" + host + "]" : host,
                connector.getLocalPort()));
  }
}
