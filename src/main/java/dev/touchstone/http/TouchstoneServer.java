package dev.touchstone.http;

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
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A server that listens: HTTP/1.1, and HTTP/2 without encryption to those who ask for it. Each
 * request has a virtual thread of its own. Thread-safe.
 */
public final class TouchstoneServer implements AutoCloseable {
  private final Server server;
  private final ServerConnector connector;

  private TouchstoneServer(ServerOptions options, List<Route> routes, Supplier<UUID> requestIds) {
    RequestIds ids = new RequestIds(requestIds);
    server = new Server(threads());
    connector = connector(options);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(options.maxConnections(), server));
    server.setErrorHandler(new JsonErrors(ids, options.maxHeaderBytes()));
    server.setRequestLog(new RequestLine(ids));
    server.setStopTimeout(options.stopTimeout().toMillis());
    server.setHandler(
        new GracefulHandler(
            new RequestHandler(routes, new Organization(options.publicUri()), ids)));
  }

  /**
   * Starts to listen.
   *
   * @param routes the first that fits a request answers it
   * @param requestIds a fresh id for each request
   * @throws IOException if the address cannot be listened on
   */
  public static TouchstoneServer start(
      ServerOptions options, List<Route> routes, Supplier<UUID> requestIds) throws IOException {
    TouchstoneServer started = new TouchstoneServer(options, routes, requestIds);
    try {
      started.server.start();
      return started;
    } catch (Exception e) {
      started.close();
      throw e instanceof IOException io ? io : new IOException(e);
    }
  }

  /** Where the server listens, without a slash at the end. */
  public URI uri() {
    String host = connector.getHost();
    return URI.create(
        "http://%s:%d"
            .formatted(host.indexOf(':') >= 0 ? "[" + host + "]" : host, connector.getLocalPort()));
  }

  /**
   * Stops to listen, lets requests under way come to their end, for as long as the options say, and
   * breaks off the rest. Closing again does nothing.
   */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the server did not stop in order", e);
    }
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName("http");
    threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("request-"));
    return threads;
  }

  private ServerConnector connector(ServerOptions options) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendXPoweredBy(false);
    configuration.setRequestHeaderSize(options.maxHeaderBytes());
    ServerConnector made =
        new ServerConnector(
            server,
            new HttpConnectionFactory(configuration),
            new HTTP2CServerConnectionFactory(configuration));
    made.setHost(options.host());
    made.setPort(options.port());
    made.setIdleTimeout(options.idleTimeout().toMillis());
    return made;
  }
}
