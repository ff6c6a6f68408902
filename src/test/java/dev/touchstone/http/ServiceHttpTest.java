package dev.touchstone.http;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Documented;
import dev.touchstone.testing.FailingStore;
import dev.touchstone.testing.RunningServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real clients touch around the action, over HTTP. */
final class ServiceHttpTest {
  private static final String ROOT = "/api/data/v9.2/";

  private final InteractionStore store = new MemoryStore();
  private final RunningServer server = RunningServer.of(store);

  @AfterEach
  void stop() {
    server.close();
    store.close();
  }

  private HttpResponse<String> get(String path) {
    return server.send(server.request(path).GET());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/data/v9.0", "/api/data/v9.1/", "/api/data/v9.2/"})
  void theServiceDocumentIsAtTheRootOfEveryVersion(String root) {
    HttpResponse<String> answer = get(root);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(RunningServer.json(answer).get("value").toString()).contains("\"interactions\"");
  }

  @Test
  void onlyReadingVerbsAreForTheServiceDocument() {
    HttpResponse<String> answer = server.send(server.request(ROOT).POST(noBody()));
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
    assertThat(RunningServer.json(answer).get("error").get("code").stringValue())
        .isEqualTo("0x80060888");
  }

  @Test
  void metadataIsXmlOrJson() {
    HttpResponse<String> xml = get(ROOT + "$metadata");
    assertThat(xml.headers().firstValue("Content-Type")).hasValue("application/xml");
    assertThat(xml.body()).contains("<Action Name=\"msdyncrm_LoadInteractionsPublic\"");
    HttpResponse<String> json = get(ROOT + "$metadata?$format=json");
    assertThat(RunningServer.json(json).get("$Version").stringValue()).isEqualTo("4.01");
  }

  @Test
  void whoAmIHasTheHeadersThatClientsRead() {
    HttpResponse<String> answer = get(ROOT + "WhoAmI");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(RunningServer.json(answer).get("OrganizationId").stringValue()).hasSize(36);
    assertThat(answer.headers().firstValue("x-ms-dop-hint").orElseThrow()).matches("\\d+");
    assertThat(answer.headers().firstValue("OData-Version")).hasValue("4.0");
    assertThat(answer.headers().firstValue("REQ_ID")).isPresent();
  }

  @Test
  void headHasNoBodyAndOptionsNamesTheVerbs() {
    HttpResponse<String> head =
        server.send(server.request(ROOT + "WhoAmI").method("HEAD", noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    HttpResponse<String> options =
        server.send(server.request(Documented.PATH).method("OPTIONS", noBody()));
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(options.headers().firstValue("Allow")).hasValue("POST, OPTIONS");
  }

  /** The second page of the second part fails, and of that part nothing was sent. */
  @Test
  void aStoreThatFailsAPartFailsThatPartAlone() {
    String load =
        "{\"id\":\"%s\",\"method\":\"post\",\"url\":\"msdyncrm_LoadInteractionsPublic\",\"headers\":"
            + "{\"Content-Type\":\"application/json\"},\"body\":%s}";
    String body = LongHistory.BODY;
    try (RunningServer failing =
        RunningServer.of(FailingStore.unavailableAfter(3, LongHistory.of(100)))) {
      HttpResponse<String> answer =
          failing.send(
              failing
                  .request(ROOT + "$batch")
                  .header("Content-Type", "application/json")
                  .POST(
                      BodyPublishers.ofString(
                          "{\"requests\":["
                              + load.formatted("1", body)
                              + ","
                              + load.formatted("2", body)
                              + "]}")));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(RunningServer.json(answer).at("/responses/0/status").asInt()).isEqualTo(200);
      assertThat(RunningServer.json(answer).at("/responses/1/status").asInt()).isEqualTo(503);
      assertThat(RunningServer.json(answer).at("/responses/1/body/error/code").stringValue())
          .isEqualTo("0x80040216");
    }
  }

  @Test
  void aBatchAnswersEachOfItsParts() {
    String batch =
        """
        --b
        Content-Type: application/http
        Content-Transfer-Encoding: binary

        GET /api/data/v9.2/WhoAmI HTTP/1.1


        --b
        Content-Type: application/http
        Content-Transfer-Encoding: binary

        GET /api/data/v9.2/Nothing HTTP/1.1


        --b--
        """
            .replace("\n", "\r\n");
    HttpResponse<String> answer =
        server.send(
            server
                .request(ROOT + "$batch")
                .header("Content-Type", "multipart/mixed; boundary=b")
                .header("Prefer", "odata.continue-on-error")
                .POST(BodyPublishers.ofString(batch)));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("multipart/mixed; boundary=batchresponse_");
    assertThat(answer.body().indexOf("HTTP/1.1 200 OK"))
        .isPositive()
        .isLessThan(answer.body().indexOf("HTTP/1.1 404 Not Found"));
  }
}
