package dev.touchstone.odata.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.odata.Answer;
import dev.touchstone.odata.ODataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

final class JsonBatchTest {
  private final EchoHandler handler = new EchoHandler();
  private final BatchService service = new BatchService(() -> new UUID(0, 7));

  @Test
  void requestsAreAnsweredInOrder() throws IOException {
    JsonNode answer =
        post(
            """
            {"requests":[
              {"id":"1","method":"get","url":"WhoAmI","headers":{"Accept":"application/json"}},
              {"id":"ä\\n","method":"POST","url":"/api/data/v9.0/do","body":{"a":[1.50, "é"],"b":1e400}},
              {"id":"x","method":"GET","url":"xml"}]}
            """);
    assertThat(handler.seen)
        .containsExactly(
            "GET /api/data/v9.2/WhoAmI",
            "POST /api/data/v9.0/do {\"a\":[1.50, \"é\"],\"b\":1e400}",
            "GET /api/data/v9.2/xml");
    assertThat(ids(answer)).containsExactly("1", "ä\n", "x");
    assertThat(answer.at("/responses/0").toString())
        .isEqualTo(
            "{\"id\":\"1\",\"status\":200,\"headers\":{\"content-type\":\"application/json;"
                + " odata.metadata=minimal\"},\"body\":{\"asked\":\"GET /api/data/v9.2/WhoAmI\"}}");
    assertThat(
            new String(
                Base64.getUrlDecoder().decode(answer.at("/responses/2/body").asString()), UTF_8))
        .isEqualTo("<x/>");
  }

  @Test
  void bodiesThatAreNotJsonAreTextOrBase64() throws IOException {
    post(
        """
        {"requests":[
          {"id":"1","method":"post","url":"a","headers":{"content-type":"text/plain"},"body":"hi"},
          {"id":"2","method":"post","url":"b","headers":{"content-type":"application/x"},"body":"aGk"}]}
        """);
    assertThat(handler.seen)
        .containsExactly("POST /api/data/v9.2/a hi", "POST /api/data/v9.2/b hi");
  }

  @Test
  void whatDependsOnAFailureIsNotDone() throws IOException {
    String body =
        """
        {"requests":[
          {"id":"1","method":"get","url":"fail"},
          {"id":"2","method":"get","url":"two","dependsOn":["1"]},
          {"id":"3","method":"get","url":"three","dependsOn":["2"]},
          {"id":"4","method":"get","url":"four"}]}
        """;
    assertThat(statuses(post(body, "odata.continue-on-error"))).containsExactly(404, 424, 424, 200);
    assertThat(statuses(post(body, null))).containsExactly(404, 424, 424, 424);
  }

  @Test
  void aGroupFailsTogether() throws IOException {
    JsonNode answer =
        post(
            """
            {"requests":[
              {"id":"1","method":"post","url":"one","atomicityGroup":"g"},
              {"id":"2","method":"post","url":"fail","atomicityGroup":"g"},
              {"id":"3","method":"post","url":"three","atomicityGroup":"g"},
              {"id":"4","method":"get","url":"four","dependsOn":["g"]},
              {"id":"5","method":"get","url":"five"}]}
            """,
            "odata.continue-on-error");
    assertThat(statuses(answer)).containsExactly(424, 404, 424, 424, 200);
    assertThat(handler.seen)
        .containsExactly(
            "POST /api/data/v9.2/one", "POST /api/data/v9.2/fail", "GET /api/data/v9.2/five");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`'url':'x'`|has no method",
        "`'method':'g e t','url':'x'`|has no method",
        "`'method':'get'`|is no address",
        "`'method':'get','url':5`|'url' of a request is not a string",
        "`'method':'get','url':'x','headers':[]`|'headers' of a request is not an object",
        "`'method':'get','url':'x','headers':{'a':{}}`|A header is not a string",
        "`'method':'get','url':'x','dependsOn':'0'`|'dependsOn' of a request is not an array",
        "`'method':'get','url':'x','dependsOn':['later']`|depends on 'later', which is no request"
            + " before it",
        "`'method':'get','url':'x','dependsOn':['bad']`|depends on 'bad'",
        "`'method':'get','url':'x','if':'true'`|'if' of a request is not supported",
        "`'method':'get','url':'x','atomicityGroup':'0'`|'0' is interrupted, or the name of a"
            + " request",
        "`'method':'post','url':'x','body':'text'`|accepted is a JSON object",
        "`'method':'get','url':'http://other.example/x'`|not one of this server",
        "`'method':'get','url':'$batch'`|cannot hold a batch",
      })
  void aBadRequestAnswersItsOwnError(String members, String message) throws IOException {
    JsonNode answer =
        post(
            ("{'requests':[{'id':'0','method':'get','url':'first'},{'id':'bad',"
                    + members
                    + "},{'id':'2','method':'get','url':'good'}]}")
                .replace('\'', '"'),
            "odata.continue-on-error");
    assertThat(ids(answer)).containsExactly("0", "bad", "2");
    assertThat(answer.at("/responses/1/status").asInt()).isIn(400, 501);
    assertThat(answer.at("/responses/1/body/error/message").asString()).contains(message);
    assertThat(answer.at("/responses/2/status").asInt()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"requests\":{}}",
        "{\"requests\":[1]}",
        "{\"requests\":[]} x",
        "{\"requests\":[",
        "{\"requests\":[]",
        "{\"requests\":[{\"id\":\"1\",\"body\":",
        "{\"requests\":[{}]}",
        "{\"requests\":[{\"id\":5,\"method\":\"get\",\"url\":\"x\"}]}",
        "{\"requests\":[{\"id\":\"\",\"method\":\"get\",\"url\":\"x\"}]}",
        "{\"requests\":[{\"id\":\"1\",\"id\":\"1\",\"method\":\"get\",\"url\":\"x\"}]}",
        "{\"requests\":[{\"id\":\"1\",\"method\":\"get\",\"url\":\"x\"},"
            + "{\"id\":\"1\",\"method\":\"get\",\"url\":\"x\"}]}",
      })
  void aBatchThatIsNoneIsRefused(String body) {
    refused(body);
  }

  @Test
  void requestsAndDepthAreLimited() throws IOException {
    assertThat(statuses(post(many(1_000)))).hasSize(1_000).containsOnly(200);
    refused(many(1_001));
    String nested = "{\"requests\":[{\"id\":\"1\",\"method\":\"post\",\"url\":\"x\",\"body\":%s}]}";
    post(nested.formatted("[".repeat(29) + "]".repeat(29)));
    refused(nested.formatted("[".repeat(30) + "]".repeat(30)));
  }

  private static String many(int count) {
    StringBuilder body = new StringBuilder("{\"requests\":[");
    for (int i = 0; i < count; i++) {
      body.append(i == 0 ? "" : ",")
          .append("{\"id\":\"" + i + "\",\"method\":\"get\",\"url\":\"x\"}");
    }
    return body.append("]}").toString();
  }

  private void refused(String body) {
    assertThatExceptionOfType(ODataException.class)
        .isThrownBy(() -> answer(body, null))
        .satisfies(e -> assertThat(e.error().status()).isEqualTo(400))
        .satisfies(e -> assertThat(e.error().code()).isEqualTo("0x80048d19"));
  }

  private JsonNode post(String body) throws IOException {
    return post(body, null);
  }

  private JsonNode post(String body, @Nullable String prefer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    answer(body, prefer).body().writeTo(bytes);
    return new ObjectMapper().readTree(bytes.toByteArray());
  }

  private Answer answer(String body, @Nullable String prefer) throws IOException {
    return service.answer(
        "https://here.example",
        "/api/data/v9.2/",
        name ->
            switch (name) {
              case "Content-Type" -> "application/json";
              case "Prefer" -> prefer;
              default -> null;
            },
        new ByteArrayInputStream(body.getBytes(UTF_8)),
        handler);
  }

  private static List<String> ids(JsonNode answer) {
    return answer.get("responses").valueStream().map(it -> it.get("id").asString()).toList();
  }

  private static List<Integer> statuses(JsonNode answer) {
    return answer.get("responses").valueStream().map(it -> it.get("status").asInt()).toList();
  }
}
