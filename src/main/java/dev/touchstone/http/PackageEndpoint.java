package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.touchstone.access.Permission;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.odata.Answer;
import dev.touchstone.odata.Dates;
import dev.touchstone.odata.ODataError;
import dev.touchstone.privacy.Copies;
import dev.touchstone.privacy.Copy;
import dev.touchstone.privacy.CopyOutput;
import dev.touchstone.privacy.audit.AuditAction;
import dev.touchstone.privacy.audit.Occasion;
import dev.touchstone.privacy.packages.DataPackage;
import dev.touchstone.privacy.packages.DataPackages;
import dev.touchstone.privacy.packages.PackageException;
import dev.touchstone.privacy.packages.PackageRequest;
import dev.touchstone.privacy.signature.SigningKeys;
import dev.touchstone.store.TimeRange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives packages: {@code GET /v1/contacts/ID/package}, and the public keys that verify them: {@code
 * GET /v1/signing-keys}. A few packages are made at a time; others are asked to come again.
 * Thread-safe.
 */
public final class PackageEndpoint {
  private static final String PATH = "/v1/contacts/*/package";
  private static final String KEYS_PATH = "/v1/signing-keys";
  private static final Set<String> PARAMETERS = Set.of("contact", "from", "to");

  private final DataPackages packages;
  private final Copies copies;
  private final SigningKeys keys;
  private final ZoneId zone;
  private final Semaphore places;
  private final InstantSource clock;

  /**
   * @param copies takes note of every package
   * @param zone in which days begin and end
   * @param maxRequests how many packages are made at a time
   */
  public PackageEndpoint(
      DataPackages packages,
      Copies copies,
      SigningKeys keys,
      ZoneId zone,
      int maxRequests,
      InstantSource clock) {
    this.packages = packages;
    this.copies = copies;
    this.keys = keys;
    this.zone = zone;
    this.places = new Semaphore(maxRequests);
    this.clock = clock;
  }

  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    Supplier<Route> own = () -> routes.getFirst();
    routes.add(
        new Route(
            PATH, Set.of("GET"), Permission.PACKAGE, exchange -> answer(exchange, own.get())));
    routes.add(
        new Route(KEYS_PATH, Set.of("GET", "HEAD"), Permission.DESCRIBE, exchange -> keyFile()));
    return List.copyOf(routes);
  }

  private Answer keyFile() {
    byte[] pem = keys.publicKeys().toPem().getBytes(US_ASCII);
    return new Answer(200, Map.of("Content-Type", "application/x-pem-file"), out -> out.write(pem));
  }

  private Answer answer(Exchange exchange, Route route) {
    QueryParameters query = QueryParameters.parse(exchange.query(), PARAMETERS);
    PackageRequest request = request(route.wild(exchange.path()), query);
    String day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
    Map<String, String> headers =
        Map.of(
            "Content-Type", "application/zip",
            "Content-Disposition", "attachment; filename=\"package-%s.zip\"".formatted(day),
            "Cache-Control", "no-store",
            "X-Content-Type-Options", "nosniff");
    return new Answer(200, headers, out -> write(request, out));
  }

  private PackageRequest request(String contact, QueryParameters query) {
    List<ContactId> contacts = new ArrayList<>();
    contacts.add(contact(contact));
    query.all("contact").forEach(more -> contacts.add(contact(more)));
    TimeRange range = Dates.range(day(query, "from"), day(query, "to"), zone);
    try {
      return new PackageRequest(contacts, range);
    } catch (InvalidValueException e) {
      throw ODataError.http(400, "A package is not possible: " + e.getMessage()).exception();
    }
  }

  private static ContactId contact(String text) {
    try {
      return ContactId.parse(text);
    } catch (InvalidValueException e) {
      throw QueryParameters.wrong("contact", String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable LocalDate day(QueryParameters query, String name) {
    String text = query.one(name);
    try {
      return text == null ? null : Dates.parse(text);
    } catch (InvalidValueException e) {
      throw QueryParameters.wrong(name, String.valueOf(e.getMessage()));
    }
  }

  /** Nothing was sent yet when a package is refused, or cannot be gathered. */
  private void write(PackageRequest request, OutputStream out) throws IOException {
    if (!places.tryAcquire()) {
      throw ODataError.busy("As many packages are made already as may be at a time.").exception();
    }
    Occasion occasion = Occasion.now(clock).doing(AuditAction.PACKAGE);
    try {
      Copy copy = copies.begin(Copy.Kind.PACKAGE, null, request.contacts(), occasion.caller());
      try (DataPackage gathered = packages.gather(request)) {
        CopyOutput counted = new CopyOutput(out);
        gathered.writeTo(counted);
        copies.complete(copy, counted.content(gathered.interactions()));
      }
    } catch (PackageException e) {
      throw ODataError.http(422, String.valueOf(e.getMessage())).exception();
    } finally {
      places.release();
    }
  }
}
