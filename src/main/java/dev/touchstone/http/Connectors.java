package dev.touchstone.http;

import dev.touchstone.access.Tls;
import java.util.List;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Makes what listens: HTTP/1.1 and HTTP/2, over TLS where there is a certificate. */
final class Connectors {
  private Connectors() {}

  static ServerConnector of(ServerOptions options, Server server) {
    ServerConnector connector =
        new ServerConnector(server, protocols(options).toArray(ConnectionFactory[]::new));
    connector.setHost(options.host());
    connector.setPort(options.port());
    connector.setIdleTimeout(options.limits().idleTimeout().toMillis());
    connector.addBean(new SlowHeads(connector.getScheduler(), options.limits().headTimeout()));
    return connector;
  }

  private static List<ConnectionFactory> protocols(ServerOptions options) {
    HttpConfiguration configuration = configuration(options.limits());
    HttpConnectionFactory http1 = new HttpConnectionFactory(configuration);
    Tls tls = options.tls();
    if (tls == null) {
      return List.of(http1, new HTTP2CServerConnectionFactory(configuration));
    }
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    ALPNServerConnectionFactory negotiation = new ALPNServerConnectionFactory();
    negotiation.setDefaultProtocol(http1.getProtocol());
    return List.of(
        new SslConnectionFactory(certificate(tls), negotiation.getProtocol()),
        negotiation,
        new HTTP2ServerConnectionFactory(configuration),
        http1);
  }

  private static HttpConfiguration configuration(ServerLimits limits) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendXPoweredBy(false);
    configuration.setRequestHeaderSize(limits.maxHeadBytes());
    return configuration;
  }

  /** The context exchanges its certificate itself, so Jetty need never know of another. */
  private static SslContextFactory.Server certificate(Tls tls) {
    SslContextFactory.Server factory = new SslContextFactory.Server();
    factory.setSslContext(tls.context());
    return factory;
  }
}
