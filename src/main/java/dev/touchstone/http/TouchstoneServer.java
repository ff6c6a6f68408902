package dev.touchstone.http;

import dev.touchstone.telemetry.Metrics;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A server that listens: HTTP/1.1, and HTTP/2 without encryption to those who ask for it. Each
 * request has a virtual thread of its own. Thread-safe.
 */
public final class TouchstoneServer implements AutoCloseable {
  private final Server server;
  private final URI uri;

  private TouchstoneServer(Server server, URI uri) {
    this.server = server;
    this.uri = uri;
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
    ServerConnector connector = connector(options, server);
    server.addConnector(connector);
    try {
      server.start();
    } catch (Exception e) {
      LifeCycle.stop(server);
      throw e instanceof IOException io ? io : new IOException(e);
    }
    return new TouchstoneServer(server, uri(connector));
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
    LifeCycle.stop(server);
  }

  private static Server server(
      ServerOptions options, Access access, List<Route> routes, RequestIds ids, Metrics metrics) {
    Server server = new Server(threads());
    server.addBean(new NetworkConnectionLimit(options.maxConnections(), server));
    server.setErrorHandler(new JsonErrors(ids, options.maxHeaderBytes()));
    server.setRequestLog(new RequestLine(ids, metrics));
    server.setStopTimeout(options.stopTimeout().toMillis());
    server.setHandler(
        new GracefulHandler(
            new RequestHandler(
                routes, new Gate(access), new Organization(options.publicUri()), ids)));
    return server;
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName("http");
    threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("request-"));
    return threads;
  }

  private static ServerConnector connector(ServerOptions options, Server server) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendXPoweredBy(false);
    configuration.setRequestHeaderSize(options.maxHeaderBytes());
    ServerConnector connector =
        new ServerConnector(
            server,
            new HttpConnectionFactory(configuration),
            new HTTP2CServerConnectionFactory(configuration));
    connector.setHost(options.host());
    connector.setPort(options.port());
    connector.setIdleTimeout(options.idleTimeout().toMillis());
    return connector;
  }

  private static URI uri(ServerConnector connector) {
    String host = connector.getHost();
    return URI.create(
        "http://%s:%d"
            .formatted(host.indexOf(':') >= 0 ? "[" + host + "]" : host, connector.getLocalPort()));
  }
}
