package dev.touchstone.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.access.ApiKeys;
import dev.touchstone.access.Authenticator;
import dev.touchstone.access.OpenIdSettings;
import dev.touchstone.access.OpenIdTokens;
import dev.touchstone.access.Role;
import dev.touchstone.backup.BackupNotes;
import dev.touchstone.backup.BackupService;
import dev.touchstone.config.CallerLimits;
import dev.touchstone.config.CatalogueFile;
import dev.touchstone.http.Access;
import dev.touchstone.http.AuditEndpoint;
import dev.touchstone.http.BackupEndpoint;
import dev.touchstone.http.CopiesEndpoint;
import dev.touchstone.http.ErasureEndpoint;
import dev.touchstone.http.FindEndpoint;
import dev.touchstone.http.IntakeEndpoint;
import dev.touchstone.http.PackageEndpoint;
import dev.touchstone.http.RectificationEndpoint;
import dev.touchstone.http.RequestEndpoint;
import dev.touchstone.http.RestrictionEndpoint;
import dev.touchstone.http.Route;
import dev.touchstone.http.Routes;
import dev.touchstone.http.ServerOptions;
import dev.touchstone.http.Throttle;
import dev.touchstone.http.TouchstoneServer;
import dev.touchstone.ingest.Intake;
import dev.touchstone.ingest.IntakeLimits;
import dev.touchstone.ingest.Rectifier;
import dev.touchstone.ingest.Retry;
import dev.touchstone.ingest.RowContract;
import dev.touchstone.ingest.RowRules;
import dev.touchstone.ingest.RowRules.Decision;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.odata.ODataOptions;
import dev.touchstone.odata.ODataService;
import dev.touchstone.odata.SkipTokens;
import dev.touchstone.odata.api.ServiceIdentity;
import dev.touchstone.odata.api.WebApi;
import dev.touchstone.odata.soap.OrganizationService;
import dev.touchstone.odata.soap.SoapFault;
import dev.touchstone.privacy.audit.AuditBlocks;
import dev.touchstone.privacy.audit.AuditReader;
import dev.touchstone.privacy.audit.Trail;
import dev.touchstone.privacy.packages.DataPackages;
import dev.touchstone.privacy.packages.OtherSource;
import dev.touchstone.privacy.signature.SigningKeys;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.Retention;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.telemetry.Metrics;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real server on a free port that lets in who has a key, and a client for it that has a reader's.
 */
public final class RunningServer implements AutoCloseable {
  private static final AuditBlocks NO_BLOCKS = new AuditBlocks(new MemoryStore().records());
  private static final int MAX_REQUESTS = 16;
  private static final JsonMapper JSON = new JsonMapper();

  private static final Pattern REQUEST_LINE = Pattern.compile(" HTTP/1\\.[01]\r\n");

  private final TouchstoneServer server;
  private final List<Route> routes;
  private final Path folder;
  private final ApiKeys keys;
  private final String key;
  private final ForgettingFolder forgetting;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(20))
          .build();

  private RunningServer(
      TouchstoneServer server,
      List<Route> routes,
      Path folder,
      ApiKeys keys,
      String key,
      ForgettingFolder forgetting) {
    this.server = server;
    this.routes = routes;
    this.folder = folder;
    this.keys = keys;
    this.key = key;
    this.forgetting = forgetting;
  }

  public static RunningServer of(InteractionStore store) {
    return of(store, ServerOptions.DEFAULT, ODataOptions.DEFAULT);
  }

  /** A server that also lets in who has a token of a provider, judged by another clock. */
  public static RunningServer trusting(
      InteractionStore store, OpenIdSettings openId, InstantSource clock) {
    Throttle throttle = new Throttle(CallerLimits.DEFAULT, System::nanoTime);
    return of(
        store,
        ServerOptions.DEFAULT,
        ODataOptions.DEFAULT,
        throttle,
        openId,
        clock,
        intake(store),
        MAX_REQUESTS);
  }

  public static RunningServer of(
      InteractionStore store, ServerOptions options, ODataOptions odata) {
    return of(store, options, odata, new Throttle(CallerLimits.DEFAULT, System::nanoTime));
  }

  public static RunningServer of(
      InteractionStore store, ServerOptions options, ODataOptions odata, Throttle throttle) {
    return of(
        store, options, odata, throttle, null, InstantSource.system(), intake(store), MAX_REQUESTS);
  }

  /** A server whose intake is the given one. */
  public static RunningServer of(InteractionStore store, Intake intake, int maxRequests) {
    return of(store, ServerOptions.DEFAULT, intake, maxRequests);
  }

  public static RunningServer of(
      InteractionStore store, ServerOptions options, Intake intake, int maxRequests) {
    return of(
        store,
        options,
        ODataOptions.DEFAULT,
        new Throttle(CallerLimits.DEFAULT, System::nanoTime),
        null,
        InstantSource.system(),
        intake,
        maxRequests);
  }

  private static Intake intake(InteractionStore store) {
    RowContract contract =
        new RowContract(
            CatalogueFile.standard(),
            RowRules.ofSender(Decision.KEEP, Decision.KEEP, Duration.ofHours(24)),
            InstantSource.system());
    IntakeLimits limits = new IntakeLimits(1 << 30, 2 << 20, 1_000);
    return new Intake(contract, store, new Retry(List.of(), pause -> {}), limits);
  }

  private static RunningServer of(
      InteractionStore store,
      ServerOptions options,
      ODataOptions odata,
      Throttle throttle,
      @Nullable OpenIdSettings openId,
      InstantSource clock,
      Intake intake,
      int maxRequests) {
    Path folder = temporaryFolder();
    SkipTokens tokens = new SkipTokens(new byte[SkipTokens.KEY_BYTES]);
    TypeCatalogue catalogue = CatalogueFile.standard();
    ODataService service = new ODataService(store, catalogue, tokens, odata);
    UUID organization = new UUID(0, 1);
    ServiceIdentity identity = new ServiceIdentity(organization, organization, organization);
    WebApi api = new WebApi(service, store, catalogue, tokens, identity, UUID::randomUUID);
    OrganizationService soap =
        new OrganizationService(service, identity, odata.maxBodyBytes(), new SoapFault(clock));
    Metrics metrics = new Metrics();
    ForgettingFolder forgetting =
        ForgettingFolder.open(
            folder, store instanceof StorageEngine engine ? engine : new MemoryStore());
    List<Route> routes =
        Routes.of(
            store,
            api,
            soap,
            CallerLimits.DEFAULT,
            new IntakeEndpoint(intake, maxRequests, metrics),
            metrics,
            Stream.of(
                    new BackupEndpoint(backups(folder)).routes(),
                    packages(store, folder, forgetting).routes(),
                    find(forgetting),
                    restrictions(store, forgetting),
                    erasures(forgetting),
                    new AuditEndpoint(
                            () -> new AuditReader(NO_BLOCKS, LocalDate.EPOCH),
                            ContactId::value,
                            Trail.NONE)
                        .routes())
                .flatMap(List::stream)
                .toList());
    try {
      ApiKeys keys = new ApiKeys(folder, InstantSource.system(), new SecureRandom());
      String key = keys.create("the test's", Set.of(Role.READER), null).text();
      OpenIdTokens trusted = openId == null ? null : new OpenIdTokens(openId, clock);
      Access access = new Access(Authenticator.of(keys, trusted), openId, throttle);
      return new RunningServer(
          TouchstoneServer.start(options.withPort(0), access, routes, UUID::randomUUID, metrics),
          routes,
          folder,
          keys,
          key,
          forgetting);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<Route> erasures(ForgettingFolder forgetting) {
    return Stream.of(
            new ErasureEndpoint(forgetting.erasures(), forgetting.ledger(), Trail.NONE).routes(),
            new CopiesEndpoint(forgetting.erasures().copies(), Trail.NONE).routes())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Route> find(ForgettingFolder forgetting) {
    return Stream.of(
            new FindEndpoint(forgetting.addresses(), forgetting.completeness(), Trail.NONE)
                .routes(),
            new RequestEndpoint(forgetting.requests(), Trail.NONE, InstantSource.system()).routes())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Route> restrictions(InteractionStore store, ForgettingFolder forgetting) {
    TypeCatalogue types = CatalogueFile.standard();
    Rectifier rectifier = new Rectifier(store, types, InstantSource.system());
    return Stream.of(
            new RestrictionEndpoint(
                    forgetting.restrictions(), forgetting.guard()::refuses, Trail.NONE)
                .routes(),
            new RectificationEndpoint(rectifier, types, Trail.NONE).routes())
        .flatMap(List::stream)
        .toList();
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("touchstone-keys-");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static PackageEndpoint packages(
      InteractionStore store, Path folder, ForgettingFolder forgetting) {
    SigningKeys keys = new SigningKeys(folder, null, InstantSource.system(), new SecureRandom());
    DataPackages packages =
        new DataPackages(
            store,
            OtherSource.NONE,
            CatalogueFile.standard(),
            Retention.NONE,
            keys,
            () -> null,
            folder.resolve("spool"),
            InstantSource.system());
    return new PackageEndpoint(
        packages, forgetting.erasures().copies(), keys, ZoneOffset.UTC, 2, InstantSource.system());
  }

  private static BackupService backups(Path folder) {
    return new BackupService(
        folder.resolve("backups"),
        new NothingToSave(),
        Duration.ZERO,
        InstantSource.system(),
        BackupNotes.NONE);
  }

  public URI uri() {
    return server.uri();
  }

  /** What it erases with: of its store, if that is an engine. */
  public ForgettingFolder forgetting() {
    return forgetting;
  }

  /** Every route it has: those of the program. */
  public List<Route> routes() {
    return routes;
  }

  /** The keys it knows; what changes here it sees within {@link ApiKeys#CHECK_INTERVAL}. */
  public ApiKeys keys() {
    return keys;
  }

  /** The folder of its keys. */
  public Path folder() {
    return folder;
  }

  /** A reader's key. */
  public String key() {
    return key;
  }

  /** A fresh key of a role. */
  public String key(Role role) {
    return keys.create("the test's", Set.of(role), null).text();
  }

  /** Calls the action with a body. */
  public HttpResponse<String> call(String body) {
    return send(request(Documented.PATH).POST(BodyPublishers.ofString(body)));
  }

  public HttpRequest.Builder request(String path) {
    return anonymous(path).header("Authorization", "Bearer " + key);
  }

  /** A request without credentials. */
  public HttpRequest.Builder anonymous(String path) {
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

  /** Sends requests over a connection of their own, each with the key, and returns all answers. */
  public String raw(byte[] requests) throws IOException {
    return exactly(authorized(requests));
  }

  /** The bytes of requests with the key behind each request line. */
  public byte[] authorized(byte[] requests) {
    return REQUEST_LINE
        .matcher(new String(requests, ISO_8859_1))
        .replaceAll(line -> line.group() + "Authorization: Bearer " + key + "\r\n")
        .getBytes(ISO_8859_1);
  }

  /** Sends just these bytes over a connection of their own and returns all that comes back. */
  public String exactly(byte[] request) throws IOException {
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
    forgetting.close();
    delete();
  }

  private void delete() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (NoSuchFileException e) {
      // Closed before.
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
