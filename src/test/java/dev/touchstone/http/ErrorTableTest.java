package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.access.Role;
import dev.touchstone.config.CallerLimits;
import dev.touchstone.odata.ODataError;
import dev.touchstone.odata.ODataOptions;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Documented;
import dev.touchstone.testing.FailingStore;
import dev.touchstone.testing.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

/**
 * Every error that callers of the wire can meet, over a connection: status, code, message and
 * headers to the letter, in JSON. The table of errors in docs/api.md must have its rows here.
 */
final class ErrorTableTest {
  private static final String PAYLOAD = "Error in the request payload: ";
  private static final String ID = "\"ContactId\":\"c\"";
  private static final String TYPE = "\"InteractionType\":\"EmailSent\"";

  /**
   * @param request without the header Host; a body follows the headers, and its length is added
   * @param headers that the answer must have beside those of every error
   */
  record Row(String request, int status, String code, String message, Map<String, String> headers) {
    @Override
    public String toString() {
      String shown = request.replace("\n", " ");
      return status + " " + code + " " + shown.substring(0, Math.min(100, shown.length()));
    }
  }

  static final List<Row> NAMES =
      List.of(
          missing("POST /api/data/v9.0/msdyncrm_Nothing\n\n{}", "msdyncrm_Nothing"),
          missing(
              "POST /api/data/v9.0/msdyncrm_loadinteractionspublic\n\n{}",
              "msdyncrm_loadinteractionspublic"),
          missing("GET /api/data/v9.2/contacts", "contacts"),
          missing("GET /api/data/v8.2/WhoAmI", "v8.2"),
          missing("GET /api/data/v10.0/WhoAmI", "v10.0"),
          missing("GET /api/data/v9.2/WhoAmI/more", "more"),
          missing("GET /api/data/", ""),
          missing("GET /", ""),
          missing("GET /nothing/at/all", "nothing"),
          missing("POST /XRMServices/2011/Discovery.svc\n\n<x/>", "XRMServices"),
          wrongVerb("GET " + Documented.PATH, "GET", "POST"),
          wrongVerb("PUT " + Documented.PATH + "\n\n{}", "PUT", "POST"),
          wrongVerb("PATCH " + Documented.PATH + "\n\n{}", "PATCH", "POST"),
          wrongVerb("DELETE " + Documented.PATH, "DELETE", "POST"),
          wrongVerb("BREW " + Documented.PATH, "BREW", "POST"),
          wrongVerb("POST /api/data/v9.2/$metadata\n\n{}", "POST", "GET, HEAD, OPTIONS"),
          wrongVerb("DELETE /api/data/v9.2/interactions", "DELETE", "GET, HEAD, OPTIONS"),
          wrongVerb("GET /api/data/v9.2/$batch", "GET", "POST, OPTIONS"),
          wrongVerb("GET /XRMServices/2011/Organization.svc/web", "GET", "POST"),
          wrongVerb("POST /health/live\n\n{}", "POST", "GET, HEAD"));

  static final List<Row> PAYLOADS =
      List.of(
          payload(
              "{\"Contact\":\"c\"}",
              "The parameter 'Contact' in the request payload is not a valid parameter for the"
                  + " operation 'msdyncrm_LoadInteractionsPublic'. Its parameters are ContactId,"
                  + " InteractionType, DateFrom, DateTo, Top, SkipToken."),
          payload(
              "{\"Top\":\"x\"}",
              "Cannot convert the literal 'x' to the expected type 'Edm.Int32'."),
          payload(
              "{\"Top\":1.5}",
              "Cannot convert the literal '1.5' to the expected type 'Edm.Int32'."),
          payload(
              "{\"Top\":2147483648}",
              "Cannot convert the literal '2147483648' to the expected type 'Edm.Int32'."),
          payload(
              "{\"ContactId\":7}",
              "Cannot convert the literal '7' to the expected type 'Edm.String'."),
          payload(
              "{\"ContactId\":{}}",
              "Cannot convert the literal '{…}' to the expected type 'Edm.String'."),
          payload(
              "{\"ContactId\":[\"c\"]}",
              "Cannot convert the literal '[…]' to the expected type 'Edm.String'."),
          payload(
              "{\"ContactId\":true}",
              "Cannot convert the literal 'true' to the expected type 'Edm.String'."),
          payload(
              "",
              "The request body is empty; accepted is a JSON object of the action's parameters."),
          payload(
              "[]",
              "The request body is not a JSON object; accepted is an object of the action's"
                  + " parameters."),
          payload(
              "\"c\"",
              "The request body is not a JSON object; accepted is an object of the action's"
                  + " parameters."),
          payload(
              "{\n\"ContactId\" 7}",
              "The request body is not JSON: the mistake is at line 2, column 13."),
          payload("{" + ID + "}{}", "The request body goes on after its JSON object."),
          payload(
              "{" + ID + "," + ID + "}",
              "The parameter 'ContactId' stands in the request payload more than once."),
          payload(
              "{\"ContactId\":" + "[".repeat(20), "The request body nests deeper than 8 levels."));

  static final List<Row> ARGUMENTS =
      List.of(
          argument("{" + TYPE + "}", "The parameter 'ContactId' is missing; accepted is .*"),
          argument("{" + ID + "}", "The parameter 'InteractionType' is missing; accepted is .*"),
          argument(
              "{\"ContactId\":\"\"," + TYPE + "}", "The parameter 'ContactId' .*accepted is .*"),
          argument(
              "{\"ContactId\":\"" + "x".repeat(129) + "\"," + TYPE + "}",
              "The parameter 'ContactId' is not valid: 'x+…?'.* accepted is .*128.*"),
          argument(
              "{" + ID + ",\"InteractionType\":\"EmailSend\"}",
              "The parameter 'InteractionType' is not valid: 'EmailSend' is not accepted; accepted"
                  + " is the name of an interaction type; the nearest is 'EmailSent'\\."),
          argument(
              "{" + ID + "," + TYPE + ",\"DateFrom\":\"13-01-2024\"}",
              "The parameter 'DateFrom' is not valid: '13-01-2024' .*accepted is .*MM-DD-YYYY.*"),
          argument(
              "{" + ID + "," + TYPE + ",\"DateTo\":\"2023-02-29\"}",
              "The parameter 'DateTo' is not valid: '2023-02-29' .*accepted is .*MM-DD-YYYY.*"),
          argument(
              "{" + ID + "," + TYPE + ",\"DateFrom\":\"2024-02-02\",\"DateTo\":\"2024-02-01\"}",
              ".*'DateFrom'.*2024-02-02.*2024-02-01.*"),
          argument(
              "{" + ID + "," + TYPE + ",\"Top\":-1}",
              "The parameter 'Top' is not valid: '-1' .*accepted is .*"),
          argument(
              "{" + ID + "," + TYPE + ",\"SkipToken\":\"nonsense\"}",
              "The parameter 'SkipToken' is not valid.*NextSkipToken.*"));

  static final List<Row> HTTP =
      List.of(
          row(
              "GET /api/data/v9.2/WhoAmI\nAuthorization: none",
              401,
              "0x80072560",
              "The Authorization header is not understood; .*"),
          row(action("Accept: text/html", "{}"), 406, "0x80060888", ".*application/json.*"),
          row(
              action("Content-Type: text/xml", "<x/>"),
              415,
              "0x80060888",
              ".*text/xml.*application/json.*"),
          row(
              action("Content-Length: 20000000", ""),
              413,
              "0x80048d19",
              "The request body is too large; accepted are at most 65,536 bytes\\."),
          row(
              action("X: y", " ".repeat(65_537)),
              413,
              "0x80048d19",
              "The request body is too large; accepted are at most 65,536 bytes\\."),
          row("GET /" + "x".repeat(33_000), 414, "0x80060888", ".*at most 32,768 bytes\\."),
          row("GET /\nX: " + "x".repeat(33_000), 431, "0x80060888", ".*at most 32,768 bytes\\."),
          row(
              "GET /a%2Fb",
              400, "0x80060888", "The request is not valid HTTP, or has a path that is none\\."));

  private final RunningServer server = RunningServer.of(new MemoryStore());

  @AfterEach
  void close() {
    server.close();
  }

  private static Row row(String request, int status, String code, String message) {
    return new Row(request, status, code, message, Map.of());
  }

  private static Row missing(String request, String segment) {
    return row(
        request,
        404,
        "0x80060888",
        Pattern.quote("Resource not found for the segment '" + segment + "'."));
  }

  private static Row wrongVerb(String request, String method, String allow) {
    String message =
        "The method '%s' is not supported here; supported is %s.".formatted(method, allow);
    return new Row(request, 405, "0x80060888", Pattern.quote(message), Map.of("Allow", allow));
  }

  private static Row payload(String body, String message) {
    return row(action("X: y", body), 400, "0x80048d19", Pattern.quote(PAYLOAD + message));
  }

  private static Row argument(String body, String message) {
    return row(action("X: y", body), 400, "0x80040203", message);
  }

  private static String action(String header, String body) {
    return "POST " + Documented.PATH + "\n" + header + "\n\n" + body;
  }

  @ParameterizedTest
  @FieldSource({"NAMES", "PAYLOADS", "ARGUMENTS", "HTTP"})
  void isToTheLetter(Row row) throws IOException {
    check(row, RawAnswer.of(server, bytes(row.request(), server.key())));
  }

  private static void check(Row row, RawAnswer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(row.status());
    JsonNode error = answer.error();
    assertThat(error.propertyNames()).containsExactly("code", "message");
    assertThat(error.get("code").stringValue()).isEqualTo(row.code());
    assertThat(error.get("message").stringValue())
        .matches(Pattern.compile(row.message(), Pattern.DOTALL));
    assertThat(answer.headers()).containsAllEntriesOf(row.headers());
    assertThat(answer.headers().containsKey("WWW-Authenticate")).isEqualTo(row.status() == 401);
    assertThat(answer.headers().containsKey("Retry-After"))
        .isEqualTo(row.status() == 429 || row.status() == 503);
  }

  /** The bytes of a row's request: with a key if it has no credentials, and a length. */
  private static byte[] bytes(String request, String key) {
    String[] parts = request.split("\n\n", 2);
    StringBuilder head = new StringBuilder(parts[0].replaceFirst("(?=\n|$)", " HTTP/1.1"));
    head.append("\nHost: a\nConnection: close");
    if (!parts[0].contains("\nAuthorization:")) {
      head.append("\nAuthorization: Bearer ").append(key);
    }
    if (parts.length == 2 && !parts[0].contains("\nContent-Length:")) {
      head.append("\nContent-Length: ").append(parts[1].getBytes(UTF_8).length);
    }
    return ((head + "\n\n").replace("\n", "\r\n") + (parts.length == 2 ? parts[1] : ""))
        .getBytes(UTF_8);
  }

  @Test
  void noCredentialsAndBadOnesAreTheChallenge() throws IOException {
    Map<String, String> challenge =
        Map.of("WWW-Authenticate", "Bearer authorization_uri=http://a/, resource_id=http://a/");
    String request =
        "POST " + Documented.PATH + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n%s\r\n";
    check(
        new Row("", 401, "0x80072560", "The request has no credentials; .*", challenge),
        RawAnswer.of(server, request.formatted("").getBytes(UTF_8)));
    check(
        new Row("", 401, "0x80072560", "The API key is not whole: .*", challenge),
        RawAnswer.of(server, request.formatted("Authorization: Bearer ts_x\r\n").getBytes(UTF_8)));
  }

  @Test
  void credentialsWithoutTheRight() throws IOException {
    String writer = server.keys().create("a writer's", Set.of(Role.WRITER), null).text();
    check(
        row(
            "",
            403,
            "0x80040220",
            "The credentials are good, but do not grant the permission READ; .*"),
        RawAnswer.of(server, bytes(action("X: y", "{}"), writer)));
  }

  @Test
  void aBodyThatDoesNotCome() throws IOException {
    ServerOptions options =
        ServerOptions.DEFAULT.withLimits(
            ServerLimits.DEFAULT.withIdleTimeout(Duration.ofMillis(300)));
    try (RunningServer impatient =
        RunningServer.of(new MemoryStore(), options, ODataOptions.DEFAULT)) {
      check(
          row("", 408, "0x80060888", "The rest of the request did not come in time\\."),
          RawAnswer.of(impatient, bytes(action("Content-Length: 10", "{"), impatient.key())));
    }
  }

  @Test
  void tooManyRequestsTooLongAndTooManyAtOnce() throws IOException {
    AtomicLong nanoTime = new AtomicLong();
    CallerLimits limits = new CallerLimits(1, Duration.ZERO, 0, Duration.ofMinutes(5));
    try (RunningServer one =
        RunningServer.of(
            new MemoryStore(),
            ServerOptions.DEFAULT,
            ODataOptions.DEFAULT,
            new Throttle(limits, nanoTime::get))) {
      byte[] request = bytes(action("X: y", "{" + ID + "," + TYPE + "}"), one.key());
      assertThat(RawAnswer.of(one, request).status()).isEqualTo(200);
      nanoTime.addAndGet(Duration.ofSeconds(100).toNanos());
      check(
          new Row(
              "",
              429,
              "0x80072322",
              "Number of requests exceeded the limit of 1 over time window of 300 seconds\\.",
              Map.of("Retry-After", "205", "x-ms-ratelimit-burst-remaining-xrm-requests", "0")),
          RawAnswer.of(one, request));
    }
  }

  @Test
  void aStoreThatCannotAnswerNow() throws IOException {
    storeFails(new StoreException.Unavailable("secret", null), 503, "0x80040216", "5");
    storeFails(new StoreException.OutcomeUnknown("secret", null), 503, "0x80040216", "5");
    storeFails(new StoreException.Damaged("secret", null), 503, "0x80040216", "60");
    storeFails(new StoreException.Overloaded("secret", null), 429, "0x80072326", "1");
  }

  private static void storeFails(StoreException failure, int status, String code, String after)
      throws IOException {
    InteractionStore store = FailingStore.after(0, new MemoryStore(), () -> failure);
    try (RunningServer failing = RunningServer.of(store)) {
      check(
          new Row("", status, code, "The service .*\\.", Map.of("Retry-After", after)),
          RawAnswer.of(failing, bytes(action("X: y", "{" + ID + "," + TYPE + "}"), failing.key())));
    }
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 1", "PT0.001S, 1", "PT1S, 1", "PT1.000000001S, 2", "PT5M, 300"})
  void nobodyIsToldToComeAgainTooEarly(Duration after, String seconds) {
    Map<String, String> header = Map.of("Retry-After", seconds);
    assertThat(ODataError.unjudged(after).headers()).isEqualTo(header);
    assertThat(ODataError.tooManyRequests(1, Duration.ofSeconds(1), after).headers())
        .isEqualTo(header);
  }

  @Test
  void credentialsThatNobodyCanJudgeNow() throws IOException {
    Files.writeString(server.folder().resolve("secrets/keys.ndjson"), "damaged");
    check(
        new Row(
            "",
            503,
            "0x80040216",
            "The credentials cannot be judged now\\..*",
            Map.of("Retry-After", "1")),
        RawAnswer.of(server, bytes(action("X: y", "{}"), server.key())));
  }

  @Test
  void annotationsComeWhereTheyAreAskedFor() throws IOException {
    String prefer = "Prefer: odata.include-annotations=\"*\"";
    RawAnswer answer = RawAnswer.of(server, bytes(action(prefer, "{"), server.key()));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers().get("Preference-Applied"))
        .isEqualTo("odata.include-annotations=\"*\"");
    assertThat(answer.error().propertyNames())
        .contains("code", "message")
        .anyMatch(name -> name.startsWith("@Microsoft.PowerApps.CDS."));
  }

  /** Statuses and codes of the documentation's table, and those that the rows here meet. */
  @Test
  void everyErrorOfTheDocumentationIsProvedHere() throws IOException {
    Set<String> proved =
        Stream.of(NAMES, PAYLOADS, ARGUMENTS, HTTP)
            .flatMap(List::stream)
            .map(row -> row.status() + " " + row.code())
            .collect(Collectors.toCollection(TreeSet::new));
    proved.addAll(
        List.of(
            "403 0x80040220",
            "408 0x80060888",
            "429 0x80072321",
            "429 0x80072322",
            "429 0x80072326",
            "503 0x80040216"));
    assertThat(documented()).containsExactlyInAnyOrderElementsOf(proved);
  }

  private static List<String> documented() throws IOException {
    List<String> rows = new ArrayList<>();
    Matcher row =
        Pattern.compile("(?m)^\\| ([0-9, ]+) \\| `(0x[0-9a-f]{8})` \\|")
            .matcher(Files.readString(Path.of("docs/api.md")));
    while (row.find()) {
      for (String status : row.group(1).split(", ", -1)) {
        rows.add(status + " " + row.group(2));
      }
    }
    return rows.stream().distinct().toList();
  }
}
