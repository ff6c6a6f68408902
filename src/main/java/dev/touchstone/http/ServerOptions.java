package dev.touchstone.http;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an operator can set of the server.
 *
 * @param host the address to listen on
 * @param port 1 to 65535, or 0 for any free one
 * @param publicUri scheme, host and port under which callers know this server, for the links in
 *     answers; null to take them from each request, which is right unless a proxy changes them
 * @param idleTimeout how long a connection may send and take nothing before it is closed
 * @param stopTimeout how long a stop waits for requests under way
 * @param maxHeaderBytes the most bytes of a request's line and headers together
 * @param maxConnections how many connections are open at once; others wait to be accepted
 */
public record ServerOptions(
    String host,
    int port,
    @Nullable URI publicUri,
    Duration idleTimeout,
    Duration stopTimeout,
    int maxHeaderBytes,
    int maxConnections) {
  public static final ServerOptions DEFAULT =
      new ServerOptions(
          "127.0.0.1",
          8085,
          null,
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          16 * 1024,
          10_000);

  public ServerOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port of 0 to 65535, not " + port);
    }
    if (publicUri != null && !Organization.isValid(publicUri)) {
      throw new IllegalArgumentException(
          "a public URI of scheme, host and port, like https://touchstone.example, not "
              + publicUri);
    }
    if (!idleTimeout.isPositive() || stopTimeout.isNegative()) {
      throw new IllegalArgumentException("timeouts that are not negative");
    }
    if (maxHeaderBytes < 1024 || maxHeaderBytes > 1 << 20) {
      throw new IllegalArgumentException(
          "a header limit of 1,024 bytes to 1 MiB, not " + maxHeaderBytes);
    }
    if (maxConnections < 1) {
      throw new IllegalArgumentException("1 connection or more, not " + maxConnections);
    }
  }

  public ServerOptions withHost(String newHost) {
    return new ServerOptions(
        newHost, port, publicUri, idleTimeout, stopTimeout, maxHeaderBytes, maxConnections);
  }

  public ServerOptions withPort(int newPort) {
    return new ServerOptions(
        host, newPort, publicUri, idleTimeout, stopTimeout, maxHeaderBytes, maxConnections);
  }

  public ServerOptions withPublicUri(URI newPublicUri) {
    return new ServerOptions(
        host, port, newPublicUri, idleTimeout, stopTimeout, maxHeaderBytes, maxConnections);
  }

  public ServerOptions withIdleTimeout(Duration newIdleTimeout) {
    return new ServerOptions(
        host, port, publicUri, newIdleTimeout, stopTimeout, maxHeaderBytes, maxConnections);
  }

  public ServerOptions withStopTimeout(Duration newStopTimeout) {
    return new ServerOptions(
        host, port, publicUri, idleTimeout, newStopTimeout, maxHeaderBytes, maxConnections);
  }
}
