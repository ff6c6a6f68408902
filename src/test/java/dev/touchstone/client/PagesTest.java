package dev.touchstone.client;

import static dev.touchstone.client.ScriptedServer.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Spliterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PagesTest {
  private static final LoadInteractionsRequest REQUEST =
      LoadInteractionsRequest.of("c1", "EmailOpened");

  @Test
  void givesAllPagesInOrder() {
    try (var server = threePages();
        var client = client(server);
        var rows = client.stream(REQUEST)) {
      assertThat(ids(rows)).containsExactlyElementsOf(numbers(1, 7));
      assertThat(server.requests())
          .extracting(ScriptedServer.Request::body)
          .containsExactly(
              body("1000"), body("1000,\"SkipToken\":\"a\""), body("1000,\"SkipToken\":\"b\""));
    }
  }

  @Test
  void asksForAsManyRowsAndFromWhereTheRequestSays() {
    try (var server = ScriptedServer.saying(page("[]", "null"));
        var client = client(server)) {
      assertThat(client.stream(REQUEST.withTop(3).withSkipToken("z"))).isEmpty();
      assertThat(server.requests().getFirst().body()).isEqualTo(body("3,\"SkipToken\":\"z\""));
    }
  }

  @Test
  void asksForNothingThatIsNotNeeded() {
    try (var server = threePages();
        var client = client(server)) {
      Stream<InteractionRow> rows = client.stream(REQUEST);
      assertThat(server.requests()).isEmpty();
      assertThat(ids(rows.limit(3))).containsExactlyElementsOf(numbers(1, 3));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void anIteratorTurnsThePageWhenItMust() {
    try (var server = threePages();
        var client = client(server)) {
      var rows = client.stream(REQUEST).iterator();
      for (int id = 1; id <= 3; id++) {
        assertThat(rows.next().interactionId()).isEqualTo(Integer.toString(id));
        assertThat(server.requests()).hasSize(1);
      }
      assertThat(rows.next().interactionId()).isEqualTo("4");
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void aClosedStreamAsksForNothing() {
    try (var server = threePages();
        var client = client(server)) {
      Stream<InteractionRow> rows = client.stream(REQUEST);
      Spliterator<InteractionRow> source = rows.spliterator();
      assertThat(source.tryAdvance(row -> {})).isTrue();
      rows.close();

      assertThat(source.tryAdvance(row -> {})).isFalse();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void anEmptyPageWithATokenIsNotTheEnd() {
    try (var server = ScriptedServer.saying(page("[]", "\"a\""), page(Rows.data(1, 1), "null"));
        var client = client(server)) {
      assertThat(ids(client.stream(REQUEST))).containsExactly("1");
    }
  }

  @Test
  void aTokenThatLeadsBackIsAnError() {
    try (var server = ScriptedServer.saying(page("[]", "\"a\""), page("[]", "\"a\""));
        var client = client(server)) {
      assertThatThrownBy(() -> client.stream(REQUEST).toList())
          .isInstanceOf(TouchstoneException.class)
          .hasMessageContaining("its pages would never end");
    }
  }

  @Test
  void aPageThatFailsEndsTheStreamWithItsError() {
    List<String> seen = new ArrayList<>();
    try (var server =
            ScriptedServer.saying(
                page(Rows.data(1, 2), "\"a\""),
                ScriptedServer.json(400, "{\"error\":{\"code\":\"c\",\"message\":\"m\"}}"));
        var client = client(server)) {
      assertThatThrownBy(() -> client.stream(REQUEST).forEach(row -> seen.add(row.interactionId())))
          .isInstanceOf(TouchstoneException.class)
          .hasMessage("HTTP 400 c: m");
    }
    assertThat(seen).containsExactly("1", "2");
  }

  private static ScriptedServer threePages() {
    return ScriptedServer.saying(
        page(Rows.data(1, 3), "\"a\""),
        page(Rows.data(4, 6), "\"b\""),
        page(Rows.data(7, 7), "null"));
  }

  private static TouchstoneClient client(ScriptedServer server) {
    return TouchstoneClient.builder(server.uri()).time(new ManualTime()).build();
  }

  private static String body(String topAndToken) {
    return "{\"ContactId\":\"c1\",\"InteractionType\":\"EmailOpened\",\"Top\":" + topAndToken + "}";
  }

  private static List<String> ids(Stream<InteractionRow> rows) {
    return rows.map(InteractionRow::interactionId).toList();
  }

  private static List<String> numbers(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toList();
  }
}
