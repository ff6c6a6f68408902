package dev.touchstone.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.access.Role;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Rows;
import dev.touchstone.testing.RunningServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FindHttpTest {
  private final MemoryStore store = new MemoryStore();
  private RunningServer server = RunningServer.of(store);

  @AfterEach
  void close() {
    server.close();
  }

  private static Interaction mailed(String contact) {
    return new Interaction(
        ContactId.parse(contact),
        Rows.SENT,
        Rows.NOON,
        InteractionId.parse("1"),
        1,
        Fields.of(Map.of("EmailAddressUsed", "Anna+News@Example.org")));
  }

  private HttpResponse<String> find(String query) {
    return server.send(
        server
            .anonymous("/v1/contacts" + query)
            .header("Authorization", "Bearer " + server.key(Role.PRIVACY)));
  }

  @Test
  void aPersonIsFoundByAnAddress() {
    server.forgetting().guard().append(List.of(mailed("anna")));
    HttpResponse<String> answer = find("?email=anna%2Bnews%40EXAMPLE.org");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"contacts\":[\"anna\"]}\n");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(find("?email=nobody@example.org").body()).isEqualTo("{\"contacts\":[]}\n");
  }

  @Test
  void moreThanOneAnswerHolds() {
    server
        .forgetting()
        .guard()
        .append(IntStream.range(0, 1_001).mapToObj(i -> mailed("contact " + i)).toList());
    String query = "?email=anna%2Bnews@example.org";
    HttpResponse<String> first = find(query);
    assertThat(RunningServer.json(first).get("contacts").size()).isEqualTo(1_000);
    String next = RunningServer.json(first).get("next").stringValue();
    HttpResponse<String> second = find(query + "&after=" + next);
    assertThat(RunningServer.json(second).get("contacts").size()).isEqualTo(1);
    assertThat(RunningServer.json(second).get("next")).isNull();
  }

  @Test
  void aStoreThatHadRowsBeforeItHadTheIndexSaysSo() {
    server.close();
    MemoryStore old = new MemoryStore();
    old.append(List.of(mailed("anna")));
    server = RunningServer.of(old);
    HttpResponse<String> answer = find("?email=anna%2Bnews@example.org");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(RunningServer.json(answer).at("/error/message").stringValue())
        .contains("touchstone find --rebuild");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                            | The parameter 'email' is not valid: it is missing
          ?email=anna                   | is not accepted; accepted is a mail address such as
          ?email=a@b.example&email=b    | The parameter 'email' is not valid: it is given 2 times.
          ?email=a@b.example&after=Z    | The parameter 'after' is not valid
          ?mail=a@b.example             | The parameter 'mail' is not valid: known are after, email.
          """)
  void mistakesAreNamed(String query, String reason) {
    HttpResponse<String> answer = find(query);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(RunningServer.json(answer).at("/error/message").stringValue()).contains(reason);
  }
}
