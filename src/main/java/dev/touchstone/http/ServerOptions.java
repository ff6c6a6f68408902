package dev.touchstone.http;

import dev.touchstone.access.Tls;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What an operator can set of the server.
 *
 * @param host the address to listen on
 * @param port 1 to 65535, or 0 for any free one
 * @param publicUri scheme, host and port under which callers know this server, for the links in
 *     answers; null to take them from each request, which is right unless a proxy changes them
 * @param tls the server's certificate; null to speak without encryption
 */
public record ServerOptions(
    String host, int port, @Nullable URI publicUri, @Nullable Tls tls, ServerLimits limits) {
  public static final ServerOptions DEFAULT =
      new ServerOptions("127.0.0.1", 8085, null, null, ServerLimits.DEFAULT);

  public ServerOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port of 0 to 65535, not " + port);
    }
    if (publicUri != null && !Organization.isValid(publicUri)) {
      throw new IllegalArgumentException(
          "a public URI of scheme, host and port, like https://touchstone.example, not "
              + publicUri);
    }
  }

  public ServerOptions withHost(String newHost) {
    return new ServerOptions(newHost, port, publicUri, tls, limits);
  }

  public ServerOptions withPort(int newPort) {
    return new ServerOptions(host, newPort, publicUri, tls, limits);
  }

  public ServerOptions withPublicUri(@Nullable URI newPublicUri) {
    return new ServerOptions(host, port, newPublicUri, tls, limits);
  }

  public ServerOptions withTls(@Nullable Tls newTls) {
    return new ServerOptions(host, port, publicUri, newTls, limits);
  }

  public ServerOptions withLimits(ServerLimits newLimits) {
    return new ServerOptions(host, port, publicUri, tls, newLimits);
  }
}
