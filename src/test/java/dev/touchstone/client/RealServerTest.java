package dev.touchstone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.Query;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.FailingStore;
import dev.touchstone.testing.Interactions;
import dev.touchstone.testing.Randoms;
import dev.touchstone.testing.RunningServer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client against the server, over a socket. */
final class RealServerTest {
  private static final ContactId CONTACT = ContactId.parse("\"c\\1 é😀");
  private static final TypeName TYPE = new TypeName("EmailOpened");
  private static final LoadInteractionsRequest REQUEST =
      LoadInteractionsRequest.of(CONTACT.value(), "EmailOpened");
  private static final Instant FIRST = Instant.parse("2020-03-16T00:00:00Z");

  private final Random random = Randoms.random(RealServerTest.class);
  private final MemoryStore store = new MemoryStore();
  private final RunningServer server = RunningServer.of(store);
  private final TouchstoneClient client =
      TouchstoneClient.builder(server.uri()).credentials(server::key).build();

  @AfterEach
  void close() {
    client.close();
    server.close();
    store.close();
  }

  @Test
  void everyRowComesOnceInOrderWithItsFields() {
    store(1_100);
    List<Interaction> expected = stored();

    for (LoadInteractionsRequest request : List.of(REQUEST, REQUEST.withTop(70))) {
      List<InteractionRow> rows = client.stream(request).toList();
      assertThat(rows).hasSize(1_100);
      for (int i = 0; i < rows.size(); i++) {
        expectSame(rows.get(i), expected.get(i));
      }
    }
  }

  @Test
  void withoutTopOneAnswerHasEverything() {
    store(1_100);

    LoadInteractionsResponse all = client.load(REQUEST);

    assertThat(all.rows()).isEqualTo(client.stream(REQUEST.withTop(100)).toList());
    assertThat(all.nextSkipToken()).isNull();
  }

  @Test
  void topIsTheSizeOfAPage() {
    store(10);

    LoadInteractionsResponse first = client.load(REQUEST.withTop(6));
    LoadInteractionsResponse second =
        client.load(REQUEST.withTop(6).withSkipToken(first.nextSkipToken()));

    assertThat(first.rows()).hasSize(6);
    assertThat(second.rows()).hasSize(4);
    assertThat(second.nextSkipToken()).isNull();
    assertThat(client.stream(REQUEST.withTop(0))).isEmpty();
  }

  @Test
  void datesAreWholeDaysAndIncluded() {
    store(100);

    List<InteractionRow> rows =
        client.stream(
                REQUEST
                    .withDateFrom(LocalDate.of(2020, 3, 17))
                    .withDateTo(LocalDate.of(2020, 3, 18)))
            .toList();

    Instant from = FIRST.plusSeconds(86_400);
    assertThat(rows)
        .extracting(InteractionRow::timestamp)
        .isNotEmpty()
        .containsExactlyElementsOf(
            stored().stream()
                .map(Interaction::timestamp)
                .filter(it -> !it.isBefore(from) && it.isBefore(from.plusSeconds(2 * 86_400)))
                .toList());
  }

  @Test
  void rowsThatArriveMeanwhileHideAndRepeatNone() {
    store(50);
    List<InteractionRow> before = client.load(REQUEST).rows();
    List<InteractionRow> seen = new ArrayList<>();

    client.stream(REQUEST.withTop(5))
        .forEach(
            row -> {
              seen.add(row);
              if (seen.size() < 200) {
                store(1);
              }
            });

    assertThat(seen).containsAll(before).doesNotHaveDuplicates();
  }

  @Test
  void whatTheServerRefusesIsAnError() {
    TouchstoneException e =
        catchThrowableOfType(
            TouchstoneException.class,
            () -> client.load(LoadInteractionsRequest.of("c1", "EmailOpend")));

    assertThat(e.status()).isEqualTo(400);
    assertThat(e.code()).isEqualTo("0x80040203");
    assertThat(e.requestId()).isNotNull();
    assertThat(e).hasMessageContaining("EmailOpend").hasMessageContaining("EmailOpened");
    assertThatThrownBy(() -> client.load(REQUEST.withSkipToken("Altered")))
        .isInstanceOf(TouchstoneException.class)
        .hasMessageContaining("SkipToken");
  }

  /** Fails after no read, one read, two, … until there are enough for the whole answer. */
  @Test
  void aStoreThatFailsInTheMiddleIsAnError() {
    store(5_000);
    int cutOff = 0;
    boolean whole = false;
    for (int reads = 0; !whole; reads++) {
      try (var failing = RunningServer.of(FailingStore.unavailableAfter(reads, store));
          var impatient =
              TouchstoneClient.builder(failing.uri())
                  .credentials(failing::key)
                  .maxAttempts(1)
                  .build()) {
        assertThat(impatient.load(REQUEST).rows()).hasSize(5_000);
        whole = true;
      } catch (TouchstoneException e) {
        assertThat(e.isRetryable()).isTrue();
        assertThat(e.status()).isIn(503, TouchstoneException.NO_ANSWER);
        cutOff += e.status() == TouchstoneException.NO_ANSWER ? 1 : 0;
      }
    }
    assertThat(cutOff).isPositive();
  }

  private void store(int count) {
    List<Interaction> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Instant moment = FIRST.plusSeconds(random.nextLong(4 * 86_400)).plusMillis(random.nextInt(2));
      rows.add(
          new Interaction(
              CONTACT, TYPE, moment, Interactions.id(random), 1, Interactions.fields(random)));
    }
    for (int i = 0; i < rows.size(); i += InteractionStore.MAX_APPEND) {
      store.append(rows.subList(i, Math.min(rows.size(), i + InteractionStore.MAX_APPEND)));
    }
  }

  private List<Interaction> stored() {
    return store.read(new Query(CONTACT, TYPE, TimeRange.ALL, 10_000, null)).interactions();
  }

  private static void expectSame(InteractionRow row, Interaction expected) {
    assertThat(row.contactId()).isEqualTo(expected.contact().value());
    assertThat(row.interactionType()).isEqualTo("EmailOpened");
    assertThat(row.timestamp()).isEqualTo(expected.timestamp());
    for (Map.Entry<String, String> field : expected.fields().toMap().entrySet()) {
      assertThat(row.get(field.getKey())).as(field.getKey()).isEqualTo(field.getValue());
    }
  }
}
