package dev.touchstone.http;

import static dev.touchstone.testing.Envelopes.execute;
import static dev.touchstone.testing.Envelopes.parameter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.CallerLimits;
import dev.touchstone.odata.ODataOptions;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Documented;
import dev.touchstone.testing.FailingStore;
import dev.touchstone.testing.RunningServer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls by SOAP over HTTP, with a reader's key. */
final class SoapHttpTest {
  private static final String PATH = "/XRMServices/2011/Organization.svc/web?SDKClientVersion=9.2";
  private static final String LOAD =
      execute(
          "msdyncrm_LoadInteractionsPublic",
          parameter("ContactId", "string", Documented.CONTACT),
          parameter("InteractionType", "string", "EmailSent"));

  private static HttpResponse<String> send(RunningServer server, String envelope) {
    return server.send(
        server
            .request(PATH)
            .header("Content-Type", "text/xml; charset=utf-8")
            .header(
                "SOAPAction",
                "\"http://schemas.microsoft.com/xrm/2011/Contracts/Services/IOrganizationService/Execute\"")
            .POST(BodyPublishers.ofString(envelope)));
  }

  @Test
  void examplesAreTrue() throws IOException {
    MemoryStore store = new MemoryStore();
    store.append(List.of(Documented.interaction()));
    try (RunningServer server = RunningServer.of(store)) {
      assertThat(HttpExamples.check(Path.of("docs/api-soap.md"), server, server.key()))
          .isEqualTo(3);
    }
  }

  @Test
  void theRowsAreThoseOfTheActionInJson() {
    MemoryStore store = new MemoryStore();
    store.append(List.of(Documented.interaction()));
    try (RunningServer server = RunningServer.of(store)) {
      HttpResponse<String> answer = send(server, LOAD);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/xml; charset=utf-8");
      assertThat(answer.headers().firstValue("REQ_ID")).isPresent();
      assertThat(answer.headers().firstValue("x-ms-ratelimit-burst-remaining-xrm-requests"))
          .hasValue("5999");
      assertThat(answer.body()).contains(">[" + Documented.ROW + "]<");
    }
  }

  @Test
  void tooManyRequestsAreAFaultThatSaysHowLongToWait() {
    CallerLimits one = new CallerLimits(1, Duration.ZERO, 0, Duration.ofMinutes(5));
    try (RunningServer server =
        RunningServer.of(
            new MemoryStore(),
            ServerOptions.DEFAULT,
            ODataOptions.DEFAULT,
            new Throttle(one, System::nanoTime))) {
      assertThat(send(server, execute("WhoAmI")).statusCode()).isEqualTo(200);
      HttpResponse<String> refused = send(server, execute("WhoAmI"));
      assertThat(refused.statusCode()).isEqualTo(500);
      assertThat(refused.body())
          .contains("<ErrorCode>-2147015902</ErrorCode>")
          .containsPattern(">Retry-After</a:key><a:value [^>]*>PT[0-9MS]+</a:value>");
    }
  }

  @Test
  void aStoreThatCannotAnswerIsNoFaultButA503() {
    try (RunningServer server =
        RunningServer.of(FailingStore.unavailableAfter(0, new MemoryStore()))) {
      HttpResponse<String> answer = send(server, LOAD);
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    }
  }
}
