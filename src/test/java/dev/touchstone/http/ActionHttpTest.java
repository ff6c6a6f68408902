package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Documented;
import dev.touchstone.testing.FailingStore;
import dev.touchstone.testing.RunningServer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ActionHttpTest {
  private static final String EMAIL_SENT = Documented.BODY.replace("WebsiteClicked", "EmailSent");

  private final MemoryStore store = new MemoryStore();
  private final RunningServer server = RunningServer.of(store);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void documentedRequestByteForByte() throws IOException {
    String authority = server.uri().getAuthority();
    String answer = server.raw(Documented.request(authority));
    assertThat(answer)
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("\r\nContent-Type: application/json; odata.metadata=minimal\r\n")
        .contains("\r\nOData-Version: 4.0\r\n")
        .endsWith(
            "\r\n\r\n{\"@odata.context\":\"http://"
                + authority
                + "/api/data/v9.0/$metadata#Microsoft.Dynamics.CRM"
                + ".msdyncrm_LoadInteractionsPublicResponse\","
                + "\"Data\":\"[]\",\"NextSkipToken\":null}");
  }

  @Test
  void documentedRowAndHeaders() {
    store.append(List.of(Documented.interaction()));
    HttpResponse<String> answer = server.call(EMAIL_SENT);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(RunningServer.rows(answer)).hasToString("[" + Documented.ROW + "]");
    assertThat(answer.headers().map())
        .containsEntry("cache-control", List.of("no-cache"))
        .containsEntry("content-length", List.of(Integer.toString(answer.body().length())))
        .doesNotContainKey("server")
        .doesNotContainKey("x-powered-by");
    String id = header(answer, "x-ms-service-request-id");
    assertThat(UUID.fromString(id)).hasToString(id);
    assertThat(header(answer, "REQ_ID")).isEqualTo(id);
    assertThat(header(server.call(EMAIL_SENT), "REQ_ID")).isNotEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/data/v9.0/msdyncrm_LoadInteractionsPublic",
        "/api/data/v9.1/msdyncrm_LoadInteractionsPublic",
        "/api/data/v9.2/msdyncrm_LoadInteractionsPublic/",
        "/api/data/v9.20/msdyncrm_LoadInteractionsPublic?api-version=9.1&x",
        "/api/data/v9.0/msdyncrm%5FLoadInteractions%50ublic",
        "/api/data/v9.0/Microsoft.Dynamics.CRM.msdyncrm_LoadInteractionsPublic",
        "/api/x/../data/v9.0/msdyncrm_LoadInteractionsPublic",
      })
  void everySpellingOfThePathIsTheAction(String path) {
    HttpResponse<String> answer =
        server.send(server.request(path).POST(BodyPublishers.ofString(EMAIL_SENT)));
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void theContextNamesTheVersionThatWasCalled() {
    HttpResponse<String> answer =
        server.send(
            server
                .request(Documented.PATH.replace("v9.0", "v9.17"))
                .POST(BodyPublishers.ofString(EMAIL_SENT)));
    assertThat(answer.body())
        .startsWith(
            "{\"@odata.context\":\"" + server.uri() + "/api/data/v9.17/$metadata#Microsoft.");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/data/v9.0/msdyncrm_loadinteractionspublic,    msdyncrm_loadinteractionspublic",
    "/api/data/v9.0/msdyncrm_LoadInteractionsPublic()., msdyncrm_LoadInteractionsPublic().",
    "/api/data/v9.0/msdyncrm_LoadInteractionsPublic/x,  x",
    "/api/data/v9.0/msdyncrm_LoadInteractionsPublic/x/, x",
    "/api/data/v9.0/%C3%A9%22,                          é\"",
    "/api/data/v9.0/mscrm.Foo,                          mscrm.Foo",
    "/api/data/v9.x/msdyncrm_LoadInteractionsPublic,    v9.x",
    "/api/data/v9/msdyncrm_LoadInteractionsPublic,      v9",
    "/api/data/v8.2/msdyncrm_LoadInteractionsPublic,    v8.2",
    "/api/data/,                                        ''",
    "/api/data,                                         api",
    "/XRMServices/2011/Organization.svc,                XRMServices",
    "/health/other,                                     health",
    "/,                                                 ''",
  })
  void unknownPathsAre404(String path, String segment) {
    HttpResponse<String> answer =
        server.send(server.request(path).POST(BodyPublishers.ofString(EMAIL_SENT)));
    error(answer, 404, "0x80060888", "Resource not found for the segment '%s'.".formatted(segment));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "FOO"})
  void wrongVerbsAre405(String method) {
    HttpResponse<String> answer =
        server.send(
            server.request(Documented.PATH).method(method, BodyPublishers.ofString(EMAIL_SENT)));
    error(
        answer,
        405,
        "0x80060888",
        "The method '%s' is not supported here; supported is POST.".formatted(method));
    assertThat(header(answer, "Allow")).isEqualTo("POST");
  }

  @Test
  void headersAloneOfAWrongVerbHaveNoBody() {
    HttpResponse<String> answer =
        server.send(server.request(Documented.PATH).method("HEAD", BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void badBodiesAre400() {
    error(
        server.call("{\"ContactId\":\"c\",\"InteractionType\":\"EmailSent\",\"Top\":\"ten\"}"),
        400,
        "0x80048d19",
        "Error in the request payload: Cannot convert the literal 'ten' to the expected type"
            + " 'Edm.Int32'.");
    error(
        server.call("{\"ContactId\":\"c\",\"InteractionType\":\"EmailSend\"}"),
        400,
        "0x80040203",
        "The parameter 'InteractionType' is not valid: 'EmailSend' is not accepted; accepted is"
            + " the name of an interaction type; the nearest is 'EmailSent'.");
    error(
        server.call(""),
        400,
        "0x80048d19",
        "Error in the request payload: The request body is empty; accepted is a JSON object of the"
            + " action's parameters.");
  }

  @Test
  void tokensOfAnotherContactAre400() {
    store.append(List.of(Documented.interaction()));
    String token =
        RunningServer.json(server.call(EMAIL_SENT.replace(",\n}", ",\"Top\":1}")))
            .path("NextSkipToken")
            .asString("AAAA");
    HttpResponse<String> answer =
        server.call(
            "{\"ContactId\":\"c\",\"InteractionType\":\"EmailSent\",\"SkipToken\":\"%s\"}"
                .formatted(token));
    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBodyOf10MegabytesIs413(boolean chunked) {
    byte[] body = " ".repeat(10 << 20).getBytes(UTF_8);
    HttpResponse<String> answer =
        server.send(
            server
                .request(Documented.PATH)
                .POST(
                    chunked
                        ? BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body))
                        : BodyPublishers.ofByteArray(body)));
    error(
        answer,
        413,
        "0x80048d19",
        "The request body is too large; accepted are at most 65,536 bytes.");
  }

  @Test
  void wrongMediaTypesAre415And406() {
    HttpResponse<String> sent =
        server.send(
            server
                .request(Documented.PATH)
                .header("Content-Type", "text/xml")
                .POST(BodyPublishers.ofString("<a/>")));
    error(
        sent,
        415,
        "0x80060888",
        "The Content-Type 'text/xml' is not supported; supported is application/json in UTF-8.");
    HttpResponse<String> taken =
        server.send(
            server
                .request(Documented.PATH)
                .header("Accept", "text/xml")
                .header("Accept", "text/html")
                .POST(BodyPublishers.ofString(EMAIL_SENT)));
    error(
        taken,
        406,
        "0x80060888",
        "The Accept 'text/xml, text/html' leaves out application/json, the form of every answer,"
            + " whose parameters may be odata.metadata (none, minimal, full), IEEE754Compatible,"
            + " odata.streaming and charset=utf-8.");
  }

  @Test
  void aStoreThatCannotAnswerIs503() {
    try (RunningServer failing = RunningServer.of(FailingStore.unavailableAfter(0, store))) {
      HttpResponse<String> answer = failing.call(EMAIL_SENT);
      error(
          answer,
          503,
          "0x80040216",
          "The service cannot answer now. Send the request again after 5 s.");
      assertThat(header(answer, "Retry-After")).isEqualTo("5");
      HttpResponse<String> ready = failing.send(failing.request("/health/ready").GET());
      assertThat(ready.statusCode()).isEqualTo(503);
      HttpResponse<String> live = failing.send(failing.request("/health/live").GET());
      assertThat(live.body()).isEqualTo("{\"status\":\"live\"}");
    }
  }

  @Test
  void aMistakeOfTheProgramIs500WithoutItsMessage() {
    FailingStore broken =
        FailingStore.after(0, store, () -> new IllegalArgumentException("secret-17"));
    try (RunningServer failing = RunningServer.of(broken)) {
      HttpResponse<String> answer = failing.call(EMAIL_SENT);
      error(
          answer,
          500,
          "0x80040216",
          "An unexpected error occurred. The log of the server tells more under the id of this"
              + " request.");
    }
  }

  @Test
  void healthIsReady() {
    HttpResponse<String> answer = server.send(server.request("/health/ready").GET());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"ready\"}");
    assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
    HttpResponse<String> post =
        server.send(server.request("/health/ready").POST(BodyPublishers.noBody()));
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(header(post, "Allow")).isEqualTo("GET, HEAD");
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElseThrow();
  }

  private static void error(HttpResponse<String> answer, int status, String code, String message) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(header(answer, "Content-Type"))
        .isEqualTo("application/json; odata.metadata=minimal");
    assertThat(header(answer, "REQ_ID")).hasSize(36);
    JsonNode json = RunningServer.json(answer);
    assertThat(json.propertyNames()).containsExactly("error");
    assertThat(json.get("error").propertyNames()).containsExactly("code", "message");
    assertThat(json.at("/error/message").stringValue()).isEqualTo(message);
    assertThat(json.at("/error/code").stringValue()).isEqualTo(code);
  }
}
