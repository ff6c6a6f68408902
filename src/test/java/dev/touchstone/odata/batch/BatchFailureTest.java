package dev.touchstone.odata.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.odata.Answer;
import dev.touchstone.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A store that fails while the answer to a request of a batch is written. */
final class BatchFailureTest {
  private static final String BROKEN = "{\"begun\":";
  private static final String UNAVAILABLE =
      "{\"error\":{\"code\":\"0x80040216\",\"message\":\"The service cannot answer now. Send the"
          + " request again after 5 s.\"}}";

  private final BatchService service = new BatchService(() -> new UUID(0, 7));
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** What asks for {@code at-once} fails with its first byte, for {@code later} behind a few. */
  private static Answer answer(PartRequest request) {
    String type = request.target().contains("xml") ? "application/xml" : "application/json";
    return new Answer(
        200,
        Map.of("Content-Type", type),
        body -> {
          if (request.target().contains("later")) {
            body.write(BROKEN.getBytes(UTF_8));
          }
          if (!request.target().contains("good")) {
            throw new StoreException.Unavailable("the disk is gone", null);
          }
          body.write("{}".getBytes(UTF_8));
        });
  }

  private void multipart(String body) throws IOException {
    write("multipart/mixed;boundary=b", body.replace("\n", "\r\n"));
  }

  private JsonNode json(String... targets) throws IOException {
    StringBuilder requests = new StringBuilder();
    for (String target : targets) {
      String group = target.contains(":") ? target.substring(0, target.indexOf(':')) : "";
      requests
          .append(requests.isEmpty() ? "" : ",")
          .append("{\"id\":\"%s\",\"method\":\"post\",\"url\":\"%s\"".formatted(target, target))
          .append(group.isEmpty() ? "}" : ",\"atomicityGroup\":\"" + group + "\"}");
    }
    write("application/json", "{\"requests\":[" + requests + "]}");
    return new ObjectMapper().readTree(out.toByteArray()).get("responses");
  }

  private void write(String type, String body) throws IOException {
    service
        .answer(
            "http://here",
            "/api/data/v9.2/",
            name ->
                switch (name) {
                  case "Content-Type" -> type;
                  case "Prefer" -> "odata.continue-on-error";
                  default -> null;
                },
            new ByteArrayInputStream(body.getBytes(UTF_8)),
            BatchFailureTest::answer)
        .body()
        .writeTo(out);
  }

  private static String part(String target) {
    return "--b\nContent-Type: application/http\n\nGET " + target + " HTTP/1.1\n\n\n";
  }

  @Test
  void aPartOfWhichNothingIsWrittenAnswersItsOwnError() throws IOException {
    multipart(part("good") + part("at-once") + part("good") + "--b--\n");
    assertThat(out.toString(UTF_8).split("\r\n", -1))
        .filteredOn(line -> line.startsWith("HTTP/1.1 ") || line.startsWith("{"))
        .containsExactly(
            "HTTP/1.1 200 OK",
            "{}",
            "HTTP/1.1 503 Service Unavailable",
            UNAVAILABLE,
            "HTTP/1.1 200 OK",
            "{}");
    assertThat(out.toString(UTF_8)).contains("\r\nRetry-After: 5\r\n").endsWith("--\r\n");
  }

  @Test
  void aPartThatHasBegunBreaksTheBatchOff() {
    assertThatThrownBy(() -> multipart(part("good") + part("later") + part("good") + "--b--\n"))
        .isInstanceOf(StoreException.Unavailable.class);
    assertThat(out.toString(UTF_8)).endsWith(BROKEN);
  }

  @Test
  void halfAChangeSetIsNone() {
    String set =
        """
        --b
        Content-Type: multipart/mixed;boundary=c

        --c
        Content-Type: application/http
        Content-ID: 1

        POST good HTTP/1.1


        --c
        Content-Type: application/http
        Content-ID: 2

        POST at-once HTTP/1.1


        --c--
        --b--
        """;
    assertThatThrownBy(() -> multipart(set)).isInstanceOf(StoreException.Unavailable.class);
    assertThat(out.toString(UTF_8)).doesNotContain("503").doesNotContain("--\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"at-once", "at-once-xml", "g:at-once"})
  void aRequestOfWhichNothingIsWrittenAnswersItsOwnError(String target) throws IOException {
    JsonNode answers = json("good1", target, "good2");
    assertThat(statuses(answers)).containsExactly(200, 503, 200);
    assertThat(answers.get(1).get("body")).hasToString(UNAVAILABLE);
    assertThat(answers.get(1).at("/headers/retry-after").asString()).isEqualTo("5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"later", "later-xml-which-is-encoded"})
  void aRequestThatHasBegunBreaksTheBatchOff(String target) {
    assertThatThrownBy(() -> json("good1", target, "good2"))
        .isInstanceOf(StoreException.Unavailable.class);
    assertThat(out.toString(UTF_8)).contains("\"id\":\"" + target).doesNotContain("good2", "]}");
  }

  @Test
  void halfAGroupIsNone() {
    assertThatThrownBy(() -> json("g:good", "g:at-once"))
        .isInstanceOf(StoreException.Unavailable.class);
    assertThat(out.toString(UTF_8)).doesNotContain("503").doesNotContain("]}");
  }

  private static List<Integer> statuses(JsonNode answers) {
    return answers.valueStream().map(it -> it.get("status").asInt()).toList();
  }
}
