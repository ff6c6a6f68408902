package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.access.Permission;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.odata.Answer;
import dev.touchstone.odata.ODataError;
import dev.touchstone.privacy.audit.AuditAction;
import dev.touchstone.privacy.audit.AuditFilter;
import dev.touchstone.privacy.audit.AuditReader;
import dev.touchstone.privacy.audit.EventJson;
import dev.touchstone.privacy.audit.Occasion;
import dev.touchstone.privacy.audit.Trail;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows the audit trail: {@code GET /v1/audit?contact=…&from=…&to=…&caller=…&action=…}, one event a
 * line, as many as there are. Whoever looks is noted too.
 */
public final class AuditEndpoint {
  static final String PATH = "/v1/audit";

  private static final Set<String> NAMES = Set.of("contact", "from", "to", "caller", "action");

  private final Supplier<AuditReader> reader;
  private final Function<ContactId, String> digest;
  private final Trail trail;

  public AuditEndpoint(
      Supplier<AuditReader> reader, Function<ContactId, String> digest, Trail trail) {
    this.reader = reader;
    this.digest = digest;
    this.trail = trail;
  }

  public List<Route> routes() {
    return List.of(new Route(PATH, Set.of("GET", "HEAD"), Permission.AUDIT, this::answer));
  }

  private Answer answer(Exchange exchange) {
    @Nullable ContactId contact;
    AuditFilter filter;
    try {
      Map<String, String> query = query(exchange.query());
      String id = query.get("contact");
      contact = id == null ? null : ContactId.parse(id);
      filter = filter(query, contact);
    } catch (IllegalArgumentException | DateTimeException e) {
      return ODataError.http(400, "The query is not accepted: " + e.getMessage()).answer();
    }
    Occasion.now(InstantSource.system())
        .note(trail, AuditAction.AUDIT, PATH, contact == null ? List.of() : List.of(contact), 0);
    return new Answer(
        200, Map.of("Content-Type", "application/x-ndjson"), out -> write(filter, out));
  }

  private void write(AuditFilter filter, OutputStream out) throws IOException {
    try {
      reader.get().forEach(filter, event -> write(EventJson.encode(event), out));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(String line, OutputStream out) {
    try {
      out.write((line + "\n").getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private AuditFilter filter(Map<String, String> query, @Nullable ContactId contact) {
    String action = query.get("action");
    String from = query.get("from");
    String to = query.get("to");
    return new AuditFilter(
        from == null ? AuditFilter.ALL.from() : Instant.parse(from),
        to == null ? AuditFilter.ALL.to() : Instant.parse(to),
        contact == null ? null : digest.apply(contact),
        query.get("caller"),
        action == null ? null : AuditAction.parse(action));
  }

  private static Map<String, String> query(@Nullable String query) {
    Map<String, String> values = new HashMap<>();
    for (String pair : query == null || query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (!NAMES.contains(name) || equals < 0) {
        throw new IllegalArgumentException("accepted are contact, from, to, caller and action");
      }
      values.put(name, URLDecoder.decode(pair.substring(equals + 1), UTF_8));
    }
    return values;
  }
}
