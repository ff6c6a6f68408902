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
import dev.touchstone.privacy.index.MailAddress;
import dev.touchstone.privacy.request.RequestJson;
import dev.touchstone.privacy.request.Right;
import dev.touchstone.privacy.request.Step;
import dev.touchstone.privacy.request.Subject;
import dev.touchstone.privacy.request.SubjectRequest;
import dev.touchstone.privacy.request.SubjectRequests;
import dev.touchstone.privacy.request.SubjectRequests.Change;
import dev.touchstone.privacy.request.SubjectRequests.Shown;
import dev.touchstone.privacy.request.Taken;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
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
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");
  private static final int CREATED = 201;
  private static final int CONFLICT = 409;

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
    this.one = new Route(ONE, METHODS, Permission.REQUEST, this::one);
  }

  public List<Route> routes() {
    return List.of(new Route(ALL, METHODS, Permission.REQUEST, this::all), one);
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
        QueryParameters.parse(
            exchange.query(), Set.of("right", "contact", "email", "received", "reason"));
    Right right = read(query, "right", Right::parse);
    Reason reason = read(query, "reason", Reason::parse);
    Instant received = received(query.one("received"));
    String email = query.one("email");
    MailAddress address = email == null ? null : parsed("email", email, MailAddress::parse);
    try {
      Subject subject = new Subject(contacts(query), address);
      SubjectRequest made =
          requests.create(right, subject, received, Occasion.now(clock).caller(), reason);
      Shown shown = requests.show(made);
      note(shown, subject.contacts(), Step.CREATE, reason);
      return answer(
          CREATED,
          Map.of("Location", ALL + "/" + made.id()),
          RequestJson.show(shown, clock.instant()));
    } catch (InvalidValueException e) {
      throw impossible(e);
    }
  }

  private static List<ContactId> contacts(QueryParameters query) {
    return query.all("contact").stream()
        .map(id -> parsed("contact", id, ContactId::parse))
        .toList();
  }

  private Instant received(@Nullable String day) {
    try {
      return day == null
          ? clock.instant()
          : LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw QueryParameters.wrong("received", "expected is a day as YYYY-MM-DD");
    }
  }

  private Answer step(String id, Exchange exchange) {
    QueryParameters query =
        QueryParameters.parse(exchange.query(), Set.of("step", "reason", "contact", "answer"));
    Step step = read(query, "step", Step::parse);
    Reason reason = read(query, "reason", Reason::parse);
    String given = query.one("answer");
    String answer = given == null ? "" : given;
    try {
      Change change =
          new Change(step, Occasion.now(clock).caller(), reason, contacts(query), answer);
      return switch (requests.step(id, change)) {
        case Taken.Done done -> changed(done.request(), change);
        case Taken.Missing missing -> missing();
        case Taken.Impossible impossible ->
            ODataError.http(CONFLICT, "That is not possible: %s.".formatted(impossible.why()))
                .answer();
      };
    } catch (InvalidValueException e) {
      throw impossible(e);
    }
  }

  private Answer changed(SubjectRequest after, Change change) {
    Shown shown = requests.show(after);
    note(shown, change.contacts(), change.step(), change.reason());
    return json(200, RequestJson.show(shown, clock.instant()));
  }

  private Answer show(String id, Exchange exchange) {
    QueryParameters.parse(exchange.query(), Set.of());
    return requests
        .get(id)
        .map(request -> json(200, RequestJson.show(seen(request), clock.instant())))
        .orElseGet(RequestEndpoint::missing);
  }

  /** Whoever sees of whom a request is, is noted. */
  private Shown seen(SubjectRequest request) {
    Shown shown = requests.show(request);
    Occasion.now(clock)
        .note(trail, AuditAction.REQUEST, "show " + request.id(), shown.contacts(), 0);
    return shown;
  }

  private Answer list(Exchange exchange) {
    QueryParameters query = QueryParameters.parse(exchange.query(), Set.of("state", "after"));
    String state = query.one("state");
    if (state != null && !state.equals("open") && !state.equals("all")) {
      throw QueryParameters.wrong("state", "expected is open or all");
    }
    String after = query.one("after");
    try {
      return json(
          200,
          RequestJson.list(
              requests.list("all".equals(state), after, SubjectRequests.MAX_LISTED),
              clock.instant()));
    } catch (InvalidValueException e) {
      throw QueryParameters.wrong("after", String.valueOf(e.getMessage()));
    }
  }

  /** What was done is told to nobody before it is noted. */
  private void note(Shown shown, List<ContactId> named, Step step, Reason reason) {
    Occasion.now(clock)
        .because(reason.text())
        .note(
            trail,
            AuditAction.REQUEST,
            step.text() + " " + shown.request().id(),
            shown.concerned(named),
            0);
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
    return ODataError.http(400, "That is not possible: %s.".formatted(e.getMessage())).exception();
  }

  private static Answer missing() {
    return ODataError.http(404, "There is no request of this id.").answer();
  }

  private static Answer json(int status, String line) {
    return answer(status, Map.of(), line);
  }

  private static Answer answer(int status, Map<String, String> more, String line) {
    byte[] body = (line + "\n").getBytes(UTF_8);
    Map<String, String> headers = new HashMap<>(more);
    headers.put("Content-Type", "application/json");
    headers.put("Cache-Control", "no-store");
    return new Answer(status, headers, out -> out.write(body));
  }
}
