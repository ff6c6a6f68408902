package dev.touchstone.cli;

import dev.touchstone.http.HealthEndpoint;
import dev.touchstone.http.IntakeEndpoint;
import dev.touchstone.http.MetricsEndpoint;
import dev.touchstone.http.Route;
import dev.touchstone.http.ServerOptions;
import dev.touchstone.http.TouchstoneServer;
import dev.touchstone.http.WireEndpoint;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.odata.ODataService;
import dev.touchstone.odata.SkipTokens;
import dev.touchstone.odata.api.ServiceIdentity;
import dev.touchstone.odata.api.WebApi;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A server over an open data folder. Here it is wired. */
final class Serving {
  private Serving() {}

  /**
   * Starts to listen where the settings say.
   *
   * @throws BindException if another process listens there
   * @throws CommandException if the address cannot be listened on for another reason
   */
  static TouchstoneServer start(OpenFolder open, TypeCatalogue catalogue, int port)
      throws BindException {
    ServerOptions options =
        ServerOptions.DEFAULT.withHost(open.config().serverHost()).withPort(port);
    if (open.config().organizationUri() != null) {
      options = options.withPublicUri(open.config().organizationUri());
    }
    SkipTokens tokens = open.tokens();
    ODataService service = new ODataService(open.store(), catalogue, tokens, open.wire());
    UUID organization = open.config().organizationId();
    WebApi api =
        new WebApi(
            service,
            open.store(),
            catalogue,
            tokens,
            new ServiceIdentity(organization, organization, organization),
            UUID::randomUUID);
    List<Route> routes =
        Stream.of(
                HealthEndpoint.routes(open.store()),
                MetricsEndpoint.routes(open.metrics()),
                IntakeEndpoint.routes(
                    open.intake(), open.config().intake().maxRequests(), open.metrics()),
                WireEndpoint.routes(api))
            .flatMap(List::stream)
            .toList();
    try {
      return TouchstoneServer.start(
          options,
          Callers.access(open.folder(), open.config()),
          routes,
          UUID::randomUUID,
          open.metrics());
    } catch (IOException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof BindException taken) {
          throw taken;
        }
      }
      throw new CommandException(
          ExitCode.UNAVAILABLE,
          "cannot listen on %s port %d: %s".formatted(options.host(), port, e.getMessage()),
          e);
    }
  }

  static CommandException taken(String host, int port, BindException cause) {
    return new CommandException(
        ExitCode.UNAVAILABLE,
        "cannot listen on %s port %d (%s); stop what listens there, or choose another with --port or --host"
            .formatted(host, port, cause.getMessage()),
        cause);
  }

  /** Whether only this machine reaches an address. */
  static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
