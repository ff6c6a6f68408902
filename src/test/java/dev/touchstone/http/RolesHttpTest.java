package dev.touchstone.http;

import static dev.touchstone.access.Permission.AUDIT;
import static dev.touchstone.access.Permission.BACKUP;
import static dev.touchstone.access.Permission.DESCRIBE;
import static dev.touchstone.access.Permission.ERASE;
import static dev.touchstone.access.Permission.FIND;
import static dev.touchstone.access.Permission.METRICS;
import static dev.touchstone.access.Permission.PACKAGE;
import static dev.touchstone.access.Permission.READ;
import static dev.touchstone.access.Permission.RECTIFY;
import static dev.touchstone.access.Permission.REQUEST;
import static dev.touchstone.access.Permission.RESTRICT;
import static dev.touchstone.access.Permission.WRITE;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.access.Permission;
import dev.touchstone.access.Role;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.Reason;
import dev.touchstone.privacy.request.Right;
import dev.touchstone.privacy.request.Subject;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Documented;
import dev.touchstone.testing.Envelopes;
import dev.touchstone.testing.RunningServer;
import dev.touchstone.testing.WatchedStore;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Role by role, what each may do over every route, and nothing else. {@link #CALLS} is the table: a
 * route of the server without a row in it fails, and so does a permission that a route asks for and
 * no row proves.
 */
final class RolesHttpTest {
  private static final String WIRE = "/api/data/*";
  private static final String SOAP = "/XRMServices/2011/Organization.svc/web";
  private static final String LOAD =
      Envelopes.execute(
          "msdyncrm_LoadInteractionsPublic",
          Envelopes.parameter("ContactId", "string", Documented.CONTACT),
          Envelopes.parameter("InteractionType", "string", "EmailSent"));
  private static final String BATCH =
      """
      {"requests":[{"id":"1","method":"GET","url":"WhoAmI"}]}\
      """;
  private static final String MANY = "{\"ContactIds\":[\"" + Documented.CONTACT + "\"]}";

  private static final String ROW =
      "[{\"InteractionType\":\"EmailSent\",\"Timestamp\":\"2020-01-01T00:00:00Z\"}]";

  /** The id of the first erasure of such a server. */
  private static final String ERASURE = new UUID(0, 1).toString();

  /** Which roles have which permission: said here once more, so that a slip in the code is seen. */
  private static final Map<Permission, Set<Role>> MAY =
      Map.ofEntries(
          entry(DESCRIBE, EnumSet.of(Role.READER, Role.WRITER, Role.PRIVACY, Role.ADMIN)),
          entry(READ, EnumSet.of(Role.READER, Role.PRIVACY, Role.ADMIN)),
          entry(WRITE, EnumSet.of(Role.WRITER, Role.ADMIN)),
          entry(AUDIT, EnumSet.of(Role.PRIVACY, Role.ADMIN)),
          entry(BACKUP, EnumSet.of(Role.ADMIN)),
          entry(PACKAGE, EnumSet.of(Role.PRIVACY, Role.ADMIN)),
          entry(FIND, EnumSet.of(Role.PRIVACY, Role.ADMIN)),
          entry(ERASE, EnumSet.of(Role.PRIVACY, Role.ADMIN)),
          entry(REQUEST, EnumSet.of(Role.PRIVACY, Role.ADMIN)),
          entry(RECTIFY, EnumSet.of(Role.PRIVACY, Role.ADMIN)),
          entry(RESTRICT, EnumSet.of(Role.PRIVACY, Role.ADMIN)),
          entry(METRICS, EnumSet.of(Role.MONITOR, Role.ADMIN)));

  /**
   * A call that is answered with 200 if it is let through.
   *
   * @param takes null where everybody is let through
   * @param reads whether the store is asked for interactions then
   */
  record Call(
      String route,
      String method,
      String path,
      String body,
      @Nullable Permission takes,
      boolean reads) {
    @Override
    public String toString() {
      return method + " " + path + " takes " + takes;
    }
  }

  private static final List<Call> CALLS =
      List.of(
          new Call("/health/live", "GET", "/health/live", "", null, false),
          new Call("/health/ready", "GET", "/health/ready", "", null, false),
          new Call("/metrics", "GET", "/metrics", "", METRICS, false),
          new Call("/v1/audit", "GET", "/v1/audit?contact=a", "", AUDIT, false),
          new Call("/v1/backups", "GET", "/v1/backups", "", BACKUP, false),
          new Call("/v1/copies", "GET", "/v1/copies?contact=bert", "", AUDIT, false),
          new Call("/v1/requests", "GET", "/v1/requests", "", REQUEST, false),
          new Call("/v1/requests/*", "GET", "/v1/requests/" + new UUID(0, 2), "", REQUEST, false),
          new Call("/v1/contacts", "GET", "/v1/contacts?email=a@b.example", "", FIND, false),
          new Call(
              "/v1/contacts/*/package",
              "GET",
              "/v1/contacts/" + Documented.CONTACT + "/package",
              "",
              PACKAGE,
              true),
          new Call(
              "/v1/contacts/*/unblock",
              "POST",
              "/v1/contacts/bert/unblock?reason=r",
              "",
              ERASE,
              false),
          restricting("PUT", "?reason=r"),
          restricting("GET", ""),
          restricting("DELETE", "?reason=r"),
          new Call(
              "/v1/contacts/*/rectification",
              "POST",
              "/v1/contacts/%s/rectification?interaction=%s&reason=r"
                  .formatted(Documented.CONTACT, Documented.interaction().id().value()),
              "{\"EmailAddressUsed\":\"right@example.org\"}",
              RECTIFY,
              true),
          new Call("/v1/restrictions", "GET", "/v1/restrictions", "", RESTRICT, false),
          new Call("/v1/contacts/*", "DELETE", "/v1/contacts/bert?reason=r", "", ERASE, false),
          new Call("/v1/receipts/*", "GET", "/v1/receipts/" + ERASURE, "", ERASE, false),
          new Call("/v1/ledger", "GET", "/v1/ledger", "", AUDIT, false),
          new Call("/v1/signing-keys", "GET", "/v1/signing-keys", "", DESCRIBE, false),
          new Call("/v1/interactions", "POST", "/v1/interactions", ROW, WRITE, false),
          describing("/api/data/v9.2"),
          describing("/api/data/v9.0/"),
          describing("/api/data/v9.2/$metadata"),
          describing("/api/data/v9.2/$metadata?$format=json"),
          describing("/api/data/v9.2/WhoAmI"),
          describing("/api/data/v9.2/WhoAmI()"),
          describing("/api/data/v9.2/Microsoft.Dynamics.CRM.WhoAmI"),
          describing("/api/data/v9.2/RetrieveVersion"),
          describing("/api/data/v9.2/RetrieveCurrentOrganization(AccessType='Default')"),
          describing("/api/data/v9.2/workflows?$filter=uniquename%20eq%20'LoadInteractionsPublic'"),
          describing("/api/data/v9.2/interactiontypes"),
          describing("/api/data/v9.2/interactiontypes('EmailSent')"),
          new Call(WIRE, "POST", Documented.PATH, Documented.BODY, READ, true),
          new Call(
              WIRE,
              "POST",
              "/api/data/v9.2/Microsoft.Dynamics.CRM.msdyncrm_LoadInteractionsPublic",
              Documented.BODY,
              READ,
              true),
          new Call(WIRE, "POST", "/api/data/v9.2/touchstone_LoadInteractions", MANY, READ, true),
          new Call(
              WIRE,
              "GET",
              "/api/data/v9.2/interactions?$filter=contactid%20eq%20'" + Documented.CONTACT + "'",
              "",
              READ,
              true),
          new Call(WIRE, "POST", "/api/data/v9.2/$batch", BATCH, READ, false),
          new Call(SOAP, "POST", SOAP, Envelopes.execute("WhoAmI"), READ, false),
          new Call(SOAP, "POST", SOAP, LOAD, READ, true));

  private final WatchedStore store = new WatchedStore(new MemoryStore());
  private final RunningServer server = RunningServer.of(store);

  private static Call describing(String path) {
    return new Call(WIRE, "GET", path, "", DESCRIBE, false);
  }

  private static Call restricting(String method, String query) {
    String path = "/v1/contacts/carl/restriction";
    return new Call("/v1/contacts/*/restriction", method, path + query, "", RESTRICT, false);
  }

  @BeforeEach
  void fill() {
    ContactId carl = ContactId.parse("carl");
    server.forgetting().restrictions().restrict(carl, "test", Reason.parse("r"), it -> false);
    store.append(List.of(Documented.interaction()));
    server.forgetting().erasures().erase(List.of(ContactId.parse("anna")), Reason.parse("r"));
    server
        .forgetting()
        .requests()
        .create(
            Right.ACCESS,
            new Subject(List.of(ContactId.parse("bert")), null),
            Instant.EPOCH,
            "k",
            Reason.parse("r"));
  }

  @AfterEach
  void close() {
    server.close();
  }

  static List<Call> calls() {
    return CALLS;
  }

  @Test
  void everyRouteHasItsRows() {
    assertThat(server.routes().stream().map(Route::template))
        .as("the routes of the server; each needs its rows in CALLS")
        .hasSameElementsAs(CALLS.stream().map(Call::route).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void aRowIsOfTheRouteThatAnswersIt(Call call) {
    String path = call.path().replaceFirst("\\?.*", "");
    Route first =
        server.routes().stream().filter(route -> route.hasPath(path)).findFirst().orElseThrow();
    assertThat(first.template()).isEqualTo(call.route());
    assertThat(first.permission(path)).isEqualTo(call.takes());
  }

  /** What is not said here would be granted or refused by accident. */
  @Test
  void everyPermissionThatARowTakesIsSaid() {
    assertThat(MAY.keySet())
        .hasSameElementsAs(
            CALLS.stream()
                .flatMap(call -> Stream.ofNullable(call.takes()))
                .collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void eachRoleMayWhatItMayAndNothingElse(Call call) {
    for (Role role : Role.values()) {
      long before = reads();
      String key = server.keys().create("a " + role, Set.of(role), null).text();
      HttpResponse<String> answer =
          server.send(request(call).header("Authorization", "Bearer " + key));
      if (call.takes() == null || MAY.getOrDefault(call.takes(), Set.of()).contains(role)) {
        assertThat(answer.statusCode()).as("%s: %s", role, answer.body()).isEqualTo(200);
        assertThat(reads() > before).as("%s reads", role).isEqualTo(call.reads());
      } else {
        forbidden(answer, call.takes());
        assertThat(reads()).as("%s reads", role).isEqualTo(before);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void whoSaysNothingIsLetThroughToHealthAlone(Call call) {
    int status = server.send(request(call)).statusCode();
    assertThat(status).isEqualTo(call.takes() == null ? 200 : 401);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void noVerbGoesRoundARight(Call call) {
    Role lacking = call.takes() == WRITE ? Role.READER : Role.WRITER;
    boolean lacks =
        call.takes() != null && !MAY.getOrDefault(call.takes(), Set.of()).contains(lacking);
    String key = server.keys().create("a key", Set.of(lacking), null).text();
    for (String method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
      HttpRequest.Builder request =
          server
              .anonymous(call.path())
              .header("Authorization", "Bearer " + key)
              .method(method, BodyPublishers.ofString(call.body()));
      int status = server.send(request).statusCode();
      if (lacks) {
        assertThat(status).as(method).isEqualTo(403);
      } else {
        assertThat(status).as(method).isIn(200, 202, 204, 405);
      }
    }
    assertThat(store.calls()).doesNotContain("read", "scan", "types", "erase");
    assertThat(store.calls()).containsOnlyOnce("append");
  }

  private HttpRequest.Builder request(Call call) {
    HttpRequest.Builder request =
        server.anonymous(call.path()).method(call.method(), BodyPublishers.ofString(call.body()));
    return call.body().isEmpty()
        ? request
        : request.header(
            "Content-Type", call.route().equals(SOAP) ? "text/xml" : "application/json");
  }

  private long reads() {
    return store.calls().stream().filter(Set.of("read", "scan")::contains).count();
  }

  private static void forbidden(HttpResponse<String> answer, Permission permission) {
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().allValues("WWW-Authenticate")).isEmpty();
    assertThat(RunningServer.json(answer).at("/error/code").stringValue()).isEqualTo("0x80040220");
    assertThat(RunningServer.json(answer).at("/error/message").stringValue())
        .startsWith(
            "The credentials are good, but do not grant the permission " + permission + "; roles");
  }
}
