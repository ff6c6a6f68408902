package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.access.Permission;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.odata.Answer;
import dev.touchstone.odata.ODataError;
import dev.touchstone.privacy.Reason;
import dev.touchstone.privacy.audit.AuditAction;
import dev.touchstone.privacy.audit.Occasion;
import dev.touchstone.privacy.audit.Trail;
import dev.touchstone.privacy.restriction.Restriction;
import dev.touchstone.privacy.restriction.Restrictions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Restricts contacts: {@code PUT}, {@code GET} and {@code DELETE /v1/contacts/ID/restriction}, and
 * {@code GET /v1/restrictions}. Thread-safe.
 */
public final class RestrictionEndpoint {
  private static final String ONE = "/v1/contacts/*/restriction";
  private static final String ALL = "/v1/restrictions";
  private static final String JSON = "application/json";

  private final Restrictions restrictions;
  private final Predicate<ContactId> erased;
  private final Trail trail;
  private final Route one;

  /**
   * Answers for the restrictions of a store.
   *
   * @param erased whether a contact was erased
   * @param trail takes note of who restricted, who lifted and who looked
   */
  public RestrictionEndpoint(Restrictions restrictions, Predicate<ContactId> erased, Trail trail) {
    this.restrictions = restrictions;
    this.erased = erased;
    this.trail = trail;
    this.one =
        new Route(ONE, Set.of("PUT", "GET", "HEAD", "DELETE"), Permission.RESTRICT, this::one);
  }

  /** To stand in front of a route that is of every path below a contact. */
  public List<Route> routes() {
    return List.of(one, new Route(ALL, Set.of("GET", "HEAD"), Permission.RESTRICT, this::all));
  }

  private Answer one(Exchange exchange) {
    ContactId contact = QueryParameters.contact(one.wild(exchange.path()));
    return switch (exchange.method()) {
      case "PUT" -> restrict(contact, exchange);
      case "DELETE" -> lift(contact, exchange);
      default -> show(contact, exchange);
    };
  }

  /** What was done is told to nobody before it is noted; doing it again notes it again. */
  private Answer restrict(ContactId contact, Exchange exchange) {
    Reason reason = reason(exchange);
    Occasion occasion = occasion(reason);
    try {
      Restrictions.Outcome outcome =
          restrictions.restrict(contact, occasion.caller(), reason, erased);
      String what = outcome.isNew() ? "restricted" : "was restricted before";
      occasion.note(trail, AuditAction.RESTRICT, what, List.of(contact), 0);
      return line(outcome.isNew() ? 201 : 200, outcome.restriction().text());
    } catch (InvalidValueException e) {
      throw ODataError.http(409, "A restriction is not possible: " + e.getMessage()).exception();
    }
  }

  private Answer lift(ContactId contact, Exchange exchange) {
    Reason reason = reason(exchange);
    boolean lifted = restrictions.lift(contact).isPresent();
    String what = lifted ? "lifted" : "was not restricted";
    occasion(reason).note(trail, AuditAction.LIFT, what, List.of(contact), 0);
    return line(200, "{\"lifted\":%s}".formatted(lifted));
  }

  private Answer show(ContactId contact, Exchange exchange) {
    QueryParameters.parse(exchange.query(), Set.of());
    Occasion.now(InstantSource.system())
        .note(trail, AuditAction.RESTRICT, "show", List.of(contact), 0);
    return restrictions
        .get(contact)
        .map(it -> line(200, it.text()))
        .orElseGet(() -> ODataError.http(404, "This contact is not restricted.").answer());
  }

  private Answer all(Exchange exchange) {
    QueryParameters.parse(exchange.query(), Set.of());
    List<Restriction> all = restrictions.all();
    List<ContactId> contacts = all.stream().map(Restriction::contact).toList();
    Occasion.now(InstantSource.system())
        .note(trail, AuditAction.RESTRICT, "list", contacts, all.size());
    return new Answer(
        200,
        Map.of("Content-Type", "application/x-ndjson", "Cache-Control", "no-store"),
        out -> {
          for (Restriction each : all) {
            out.write((each.text() + "\n").getBytes(UTF_8));
          }
        });
  }

  private static Occasion occasion(Reason reason) {
    return Occasion.now(InstantSource.system()).because(reason.text());
  }

  private static Answer line(int status, String json) {
    byte[] body = (json + "\n").getBytes(UTF_8);
    Map<String, String> headers = Map.of("Content-Type", JSON, "Cache-Control", "no-store");
    return new Answer(status, headers, out -> out.write(body));
  }

  private static Reason reason(Exchange exchange) {
    return QueryParameters.parse(exchange.query(), Set.of("reason")).reason();
  }
}
