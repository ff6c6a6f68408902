package dev.touchstone.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.access.Role;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.RunningServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class RequestHttpTest {
  private final RunningServer server = RunningServer.of(new MemoryStore());
  private final String key = server.key(Role.PRIVACY);

  @AfterEach
  void close() {
    server.close();
  }

  private HttpResponse<String> post(String path) {
    return server.send(
        server
            .anonymous(path)
            .header("Authorization", "Bearer " + key)
            .POST(BodyPublishers.noBody()));
  }

  private HttpResponse<String> get(String path) {
    return server.send(server.anonymous(path).header("Authorization", "Bearer " + key));
  }

  private String create() {
    HttpResponse<String> answer =
        post("/v1/requests?right=access&contact=anna&reason=letter-17&received=2020-05-04");
    assertThat(answer.statusCode()).isEqualTo(201);
    return RunningServer.json(answer).get("id").stringValue();
  }

  @Test
  void aRequestIsNotedShownAndAnswered() {
    String id = create();
    JsonNode shown = RunningServer.json(get("/v1/requests/" + id));
    assertThat(shown.get("due").stringValue()).isEqualTo("2020-06-03T00:00:00Z");
    assertThat(shown.get("daysLeft").asInt()).isNegative();
    assertThat(shown.get("ids").get(0).stringValue()).isEqualTo("anna");
    assertThat(shown.get("overdue").asBoolean()).isTrue();
    HttpResponse<String> list = get("/v1/requests");
    assertThat(listed("/v1/requests")).isEqualTo(1);
    assertThat(list.body()).doesNotContain("anna");
    HttpResponse<String> unknown = complete(id, "ab".repeat(32));
    assertThat(unknown.statusCode()).isEqualTo(409);
    assertThat(unknown.body()).contains("no package of this digest is noted");
    assertThat(get("/v1/contacts/anna/package").statusCode()).isEqualTo(200);
    String digest = RunningServer.json(get("/v1/copies?contact=anna")).get("sha256").stringValue();
    HttpResponse<String> done = complete(id, digest);
    assertThat(RunningServer.json(done).get("state").stringValue()).isEqualTo("done");
    assertThat(listed("/v1/requests")).isZero();
    assertThat(listed("/v1/requests?state=all")).isEqualTo(1);
    HttpResponse<String> late = post("/v1/requests/" + id + "?step=refuse&reason=late");
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("the request is done, and nothing changes it any more");
    assertThat(get("/v1/requests/nothing").statusCode()).isEqualTo(404);
    assertThat(post("/v1/requests/nothing?step=refuse&reason=r").statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> complete(String id, String digest) {
    return post("/v1/requests/" + id + "?step=complete&reason=sent&answer=" + digest);
  }

  private int listed(String path) {
    return RunningServer.json(get(path)).get("requests").size();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ?right=access&contact=a       | The parameter 'reason' is not valid: it is missing
          ?right=all&contact=a&reason=r | one of [access, erasure, rectification, restriction]
          ?right=access&reason=r        | accepted is the id of a contact, or a mail address
          ?right=access&email=anna&reason=r | a mail address such as name@example.org
          ?right=access&contact=a&reason=r&received=1      | expected is a day as YYYY-MM-DD
          ?right=access&contact=a&reason=r&received=9000-01-01 | a moment that has been
          """)
  void mistakesAreNamed(String query, String reason) {
    HttpResponse<String> answer = post("/v1/requests" + query);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(RunningServer.json(answer).at("/error/message").stringValue()).contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ?step=create&reason=r            | one of identify, extend, complete, refuse, withdraw
          ?step=complete&reason=r          | the SHA-256 of the package
          ?step=refuse&reason=r&answer=yes | no answer, but for the step complete
          ?step=identify&reason=r          | at least one for the step identify
          """)
  void stepsThatCannotBeTakenAreNamed(String query, String reason) {
    HttpResponse<String> answer = post("/v1/requests/" + create() + query);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(RunningServer.json(answer).at("/error/message").stringValue()).contains(reason);
  }

  @Test
  void aListGoesOnWhereAnAnswerSaid() {
    assertThat(get("/v1/requests?after=here").statusCode()).isEqualTo(400);
    String place = "2019-01-01T00:00:00Z_00000000-0000-0000-0000-000000000001";
    create();
    assertThat(listed("/v1/requests?after=" + place)).isEqualTo(1);
    assertThat(listed("/v1/requests?after=" + place.replace("2019", "2021"))).isZero();
  }
}
