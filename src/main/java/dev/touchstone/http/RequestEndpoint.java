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
import dev.touchstone.privacy.request.RequestJson;
import dev.touchstone.privacy.request.Right;
import dev.touchstone.privacy.request.Step;
import dev.touchstone.privacy.request.SubjectRequest;
import dev.touchstone.privacy.request.SubjectRequests;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Requests of data subjects: {@code POST /v1/requests}, {@code GET /v1/requests}, {@code GET
 * /v1/requests/ID} and {@code POST /v1/requests/ID}. Thread-safe.
 */
public final class RequestEndpoint {
  private static final String ALL = "/v1/requests";
  private static final String ONE = "/v1/requests/*";

  private final SubjectRequests requests;
  private final Trail trail;
  private final InstantSource clock;
  private final Route one;

  /**
   * Answers from a register.
   *
   * @param trail takes note of who made, changed and saw them
   */
  public RequestEndpoint(SubjectRequests requests, Trail trail, InstantSource clock) {
    this.requests = requests;
    this.trail = trail;
    this.clock = clock;
    this.one = new Route(ONE, Set.of("GET", "HEAD", "POST"), Permission.ERASE, this::one);
  }

  public List<Route> routes() {
    return List.of(new Route(ALL, Set.of("GET", "HEAD", "POST"), Permission.ERASE, this::all), one);
  }

  private Answer all(Exchange exchange) {
    return exchange.method().equals("POST") ? create(exchange) : list(exchange);
  }

  private Answer one(Exchange exchange) {
    String id = one.wild(exchange.path());
    return exchange.method().equals("POST") ? step(id, exchange) : show(id, exchange);
  }

  private Answer create(Exchange exchange) {
    QueryParameters query =
        QueryParameters.parse(exchange.query(), Set.of("right", "contact", "received", "reason"));
    Right right = read(query, "right", Right::parse);
    Reason reason = read(query, "reason", Reason::parse);
    List<ContactId> contacts =
        query.all("contact").stream().map(id -> parsed("contact", id, ContactId::parse)).toList();
    Instant received = received(query.one("received"));
    Occasion occasion = Occasion.now(clock);
    try {
      SubjectRequest made = requests.create(right, contacts, received, occasion.caller(), reason);
      note(made, contacts, Step.CREATE, reason);
      return json(201, RequestJson.show(made, contacts, clock.instant()));
    } catch (InvalidValueException e) {
      throw impossible(e);
    }
  }

  private Instant received(@Nullable String day) {
    try {
      return day == null
          ? clock.instant().truncatedTo(ChronoUnit.MILLIS)
          : LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw QueryParameters.wrong("received", "expected is a day as YYYY-MM-DD");
    }
  }

  private Answer step(String id, Exchange exchange) {
    QueryParameters query =
        QueryParameters.parse(exchange.query(), Set.of("step", "reason", "answer"));
    Step step = read(query, "step", Step::parse);
    Reason reason = read(query, "reason", Reason::parse);
    String given = query.one("answer");
    String answer = given == null ? "" : given;
    try {
      return requests
          .step(id, step, Occasion.now(clock).caller(), reason, answer)
          .map(after -> changed(after, step, reason))
          .orElseGet(RequestEndpoint::missing);
    } catch (InvalidValueException e) {
      throw impossible(e);
    }
  }

  private Answer changed(SubjectRequest after, Step step, Reason reason) {
    List<ContactId> contacts = requests.contacts(after);
    note(after, contacts, step, reason);
    return json(200, RequestJson.show(after, contacts, clock.instant()));
  }

  private Answer show(String id, Exchange exchange) {
    QueryParameters.parse(exchange.query(), Set.of());
    return requests
        .get(id)
        .map(request -> json(200, RequestJson.show(request, seen(request), clock.instant())))
        .orElseGet(RequestEndpoint::missing);
  }

  /** Whoever sees of whom a request is, is noted. */
  private List<ContactId> seen(SubjectRequest request) {
    List<ContactId> contacts = requests.contacts(request);
    Occasion.now(clock).note(trail, AuditAction.REQUEST, "show " + request.id(), contacts, 0);
    return contacts;
  }

  private Answer list(Exchange exchange) {
    QueryParameters query = QueryParameters.parse(exchange.query(), Set.of("state"));
    String state = query.one("state");
    if (state != null && !state.equals("open") && !state.equals("all")) {
      throw QueryParameters.wrong("state", "expected is open or all");
    }
    return json(200, RequestJson.list(requests.list("all".equals(state)), clock.instant()));
  }

  private void note(SubjectRequest request, List<ContactId> contacts, Step step, Reason reason) {
    Occasion.now(clock)
        .because(reason.text())
        .note(trail, AuditAction.REQUEST, step.text() + " " + request.id(), contacts, 0);
  }

  private static <T> T read(QueryParameters query, String name, Function<String, T> parse) {
    String text = query.one(name);
    if (text == null) {
      throw QueryParameters.wrong(name, "it is missing");
    }
    return parsed(name, text, parse);
  }

  private static <T> T parsed(String name, String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (InvalidValueException e) {
      throw QueryParameters.wrong(name, String.valueOf(e.getMessage()));
    }
  }

  private static RuntimeException impossible(InvalidValueException e) {
    return ODataError.http(400, "That is not possible: " + e.getMessage()).exception();
  }

  private static Answer missing() {
    return ODataError.http(404, "There is no request of this id.").answer();
  }

  private static Answer json(int status, String line) {
    byte[] body = (line + "\n").getBytes(UTF_8);
    return new Answer(
        status,
        Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
        out -> out.write(body));
  }
}
