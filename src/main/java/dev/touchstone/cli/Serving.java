package dev.touchstone.cli;

import dev.touchstone.access.Tls;
import dev.touchstone.access.TlsFiles;
import dev.touchstone.config.Config;
import dev.touchstone.config.ServerConfig;
import dev.touchstone.http.AuditEndpoint;
import dev.touchstone.http.BackupEndpoint;
import dev.touchstone.http.CopiesEndpoint;
import dev.touchstone.http.ErasureEndpoint;
import dev.touchstone.http.FindEndpoint;
import dev.touchstone.http.IntakeEndpoint;
import dev.touchstone.http.Pace;
import dev.touchstone.http.PackageEndpoint;
import dev.touchstone.http.RectificationEndpoint;
import dev.touchstone.http.RequestEndpoint;
import dev.touchstone.http.RestrictionEndpoint;
import dev.touchstone.http.Route;
import dev.touchstone.http.Routes;
import dev.touchstone.http.ServerLimits;
import dev.touchstone.http.ServerOptions;
import dev.touchstone.http.TouchstoneServer;
import dev.touchstone.ingest.Rectifier;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.odata.ODataService;
import dev.touchstone.odata.SkipTokens;
import dev.touchstone.odata.api.ServiceIdentity;
import dev.touchstone.odata.api.WebApi;
import dev.touchstone.odata.soap.OrganizationService;
import dev.touchstone.odata.soap.SoapFault;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    open.trail().start(open.config());
    ServerOptions options = options(open.config()).withPort(port);
    SkipTokens tokens = open.tokens();
    ODataService service = new ODataService(open.store(), catalogue, tokens, open.wire());
    UUID organization = open.config().organizationId();
    ServiceIdentity identity = new ServiceIdentity(organization, organization, organization);
    WebApi api = new WebApi(service, open.store(), catalogue, tokens, identity, UUID::randomUUID);
    OrganizationService soap =
        new OrganizationService(
            service,
            identity,
            open.config().requestMaxBytes(),
            new SoapFault(InstantSource.system()));
    List<Route> routes =
        Routes.of(
            open.store(),
            api,
            soap,
            open.config().limits(),
            new IntakeEndpoint(open.intake(), open.config().intake().maxRequests(), open.metrics()),
            open.metrics(),
            others(open, catalogue));
    try {
      return TouchstoneServer.start(
          options,
          Callers.access(open.folder(), open.config(), open.trail(), open.trail()::apiKeys),
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

  private static List<Route> others(OpenFolder open, TypeCatalogue catalogue) {
    Config config = open.config();
    PackageEndpoint packages =
        new PackageEndpoint(
            open.packages(catalogue),
            open.erasures().erasures().copies(),
            open.signingKeys(),
            config.organizationTimeZone(),
            config.privacy().maxPackages(),
            InstantSource.system());
    ErasureEndpoint erasures =
        new ErasureEndpoint(open.erasures().erasures(), open.erasures().ledger(), open.trail());
    return Stream.of(
            new BackupEndpoint(open.backups()).routes(),
            packages.routes(),
            find(open).routes(),
            new RequestEndpoint(open.erasures().requests(), open.trail(), InstantSource.system())
                .routes(),
            restrictions(open).routes(),
            rectifications(open, catalogue).routes(),
            erasures.routes(),
            new CopiesEndpoint(open.erasures().erasures().copies(), open.trail()).routes(),
            audit(open).routes())
        .flatMap(List::stream)
        .toList();
  }

  private static FindEndpoint find(OpenFolder open) {
    return new FindEndpoint(
        open.erasures().addresses(), open.erasures().completeness(), open.trail());
  }

  private static RestrictionEndpoint restrictions(OpenFolder open) {
    FolderErasures of = open.erasures();
    return new RestrictionEndpoint(of.restrictions(), of.guard()::refuses, open.trail());
  }

  private static RectificationEndpoint rectifications(OpenFolder open, TypeCatalogue catalogue) {
    return new RectificationEndpoint(
        new Rectifier(open.kept(), catalogue, InstantSource.system()), catalogue, open.trail());
  }

  private static AuditEndpoint audit(OpenFolder open) {
    return new AuditEndpoint(open.trail()::reader, open.trail().digest(), open.trail());
  }

  private static ServerOptions options(Config config) {
    ServerConfig server = config.server();
    ServerLimits usual = ServerLimits.DEFAULT;
    ServerLimits limits =
        new ServerLimits(
            server.idleTimeout(),
            server.headTimeout(),
            server.stopTimeout(),
            new Pace(server.minBytesPerSecond(), usual.pace().grace()),
            usual.maxHeadBytes(),
            server.maxConnections());
    return new ServerOptions(
        server.host(), server.port(), config.organizationUri(), tls(server), limits);
  }

  private static @Nullable Tls tls(ServerConfig server) {
    return server.certificate() == null || server.key() == null
        ? null
        : new Tls(new TlsFiles(server.certificate(), server.key()), InstantSource.system());
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
