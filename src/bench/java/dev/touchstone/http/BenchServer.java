package dev.touchstone.http;

import dev.touchstone.access.ApiKeys;
import dev.touchstone.access.Authenticator;
import dev.touchstone.access.Permission;
import dev.touchstone.access.Role;
import dev.touchstone.bench.postgres.PostgresStore;
import dev.touchstone.config.CallerLimits;
import dev.touchstone.config.CatalogueFile;
import dev.touchstone.ingest.Intake;
import dev.touchstone.ingest.IntakeLimits;
import dev.touchstone.ingest.Retry;
import dev.touchstone.ingest.RowContract;
import dev.touchstone.ingest.RowRules;
import dev.touchstone.ingest.RowRules.Decision;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.odata.Answer;
import dev.touchstone.odata.ODataOptions;
import dev.touchstone.odata.ODataService;
import dev.touchstone.odata.SkipTokens;
import dev.touchstone.odata.api.ServiceIdentity;
import dev.touchstone.odata.api.WebApi;
import dev.touchstone.odata.soap.OrganizationService;
import dev.touchstone.odata.soap.SoapFault;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.telemetry.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The program's own server in a process of its own, over another store: {@code postgres JDBC-URL},
 * or {@code nothing}, which takes rows and forgets them. It also answers {@code /constant/NAME}
 * with the bytes of a file. It says where it listens and with which key, and ends with its input.
 *
 * <p>Arguments: a folder with files to answer with, then the store.
 */
final class BenchServer {
  private static final int POOL = 10;

  private BenchServer() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    try (InteractionStore store = store(arguments)) {
      ApiKeys keys =
          new ApiKeys(
              Files.createTempDirectory(folder, "keys-"),
              InstantSource.system(),
              new SecureRandom());
      String key = keys.create("the benchmark's", Set.of(Role.ADMIN), null).text();
      Access access =
          new Access(
              Authenticator.of(keys, null), null, new Throttle(CallerLimits.OFF, System::nanoTime));
      Metrics metrics = new Metrics();
      List<Route> routes = new ArrayList<>(constants(folder));
      routes.addAll(routes(store, metrics));
      try (TouchstoneServer server =
          TouchstoneServer.start(
              ServerOptions.DEFAULT.withPort(0), access, routes, UUID::randomUUID, metrics)) {
        System.out.println("READY " + server.uri() + " " + key);
        System.in.transferTo(java.io.OutputStream.nullOutputStream());
      }
    }
  }

  private static InteractionStore store(String[] arguments) {
    return switch (arguments[1]) {
      case "postgres" -> PostgresStore.open(arguments[2], POOL);
      case "nothing" -> new ForgetfulStore();
      default -> throw new IllegalArgumentException("postgres or nothing, not " + arguments[1]);
    };
  }

  private static List<Route> constants(Path folder) throws IOException {
    List<Route> routes = new ArrayList<>();
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        routes.add(
            new Route(
                "/constant/" + file.getFileName(),
                Set.of("POST"),
                Permission.READ,
                exchange -> {
                  exchange.body().readAllBytes();
                  return new Answer(
                      200,
                      Map.of("Content-Type", "application/json; odata.metadata=minimal"),
                      out -> out.write(bytes));
                }));
      }
    }
    return routes;
  }

  private static List<Route> routes(InteractionStore store, Metrics metrics) {
    SkipTokens tokens = new SkipTokens(new byte[SkipTokens.KEY_BYTES]);
    TypeCatalogue catalogue = CatalogueFile.standard();
    ODataService service = new ODataService(store, catalogue, tokens, ODataOptions.DEFAULT);
    UUID organization = new UUID(0, 1);
    ServiceIdentity identity = new ServiceIdentity(organization, organization, organization);
    WebApi api = new WebApi(service, store, catalogue, tokens, identity, UUID::randomUUID);
    RowContract contract =
        new RowContract(
            catalogue,
            RowRules.ofSender(Decision.KEEP, Decision.KEEP, Duration.ofHours(24)),
            InstantSource.system());
    Intake intake =
        new Intake(contract, store, Retry.BRIEF, new IntakeLimits(1 << 30, 2 << 20, 1_000));
    OrganizationService soap =
        new OrganizationService(
            service,
            identity,
            ODataOptions.DEFAULT.maxBodyBytes(),
            new SoapFault(InstantSource.system()));
    return Routes.of(
        store,
        api,
        soap,
        CallerLimits.OFF,
        new IntakeEndpoint(intake, 16, metrics),
        metrics,
        List.of());
  }
}
