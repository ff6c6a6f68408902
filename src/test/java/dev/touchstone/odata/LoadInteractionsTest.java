package dev.touchstone.odata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Documented;
import dev.touchstone.testing.FailingStore;
import dev.touchstone.testing.Interactions;
import dev.touchstone.testing.Randoms;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class LoadInteractionsTest {
  private final MemoryStore store = new MemoryStore();
  private final ODataService service = Calls.service(store, ODataOptions.DEFAULT);

  @Test
  void theAnswerIsTheDocumentedOneByteForByte() {
    store.append(List.of(Documented.interaction()));
    Answer answer = Calls.answer(service, Calls.post(body("EmailSent", Documented.CONTACT, "")));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers())
        .containsExactly(
            Map.entry("Content-Type", "application/json; odata.metadata=minimal"),
            Map.entry("OData-Version", "4.0"));
    assertThat(new String(Calls.bytes(answer), UTF_8))
        .isEqualTo(
            "{\"@odata.context\":\"https://crm.example/api/data/v9.2/$metadata"
                + "#Microsoft.Dynamics.CRM.msdyncrm_LoadInteractionsPublicResponse\","
                + "\"Data\":\"["
                + Documented.ROW.replace("\"", "\\\"")
                + "]\",\"NextSkipToken\":null}");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 50, 64, 65, 1000})
  void pagesPutTogetherAreTheAnswerWithoutTop(int top) {
    fill(Randoms.random(LoadInteractionsTest.class), 200);
    List<JsonNode> all = rows(ask(""));
    assertThat(all).hasSize(200);
    assertThat(pages(top, pages -> {})).isEqualTo(all);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 50})
  void pagesNeitherSkipNorRepeatWhileRowsArrive(int top) {
    Random random = Randoms.random(LoadInteractionsTest.class);
    fill(random, 200);
    List<JsonNode> before = rows(ask(""));
    List<JsonNode> paged = pages(top, page -> fill(random, 3));
    assertThat(paged).doesNotHaveDuplicates().containsSubsequence(before);
    assertThat(rows(ask(""))).containsSubsequence(paged);
  }

  @Test
  void newestComeFirstAndTiesById() {
    fill(Randoms.random(LoadInteractionsTest.class), 300);
    List<JsonNode> rows = rows(ask(""));
    for (int i = 1; i < rows.size(); i++) {
      Instant earlier = Instant.parse(rows.get(i - 1).get("Timestamp").stringValue());
      Instant later = Instant.parse(rows.get(i).get("Timestamp").stringValue());
      assertThat(earlier).isAfterOrEqualTo(later);
      if (earlier.equals(later)) {
        assertThat(id(rows.get(i - 1))).isLessThan(id(rows.get(i)));
      }
    }
  }

  private static InteractionId id(JsonNode row) {
    return InteractionId.parse(row.get("InteractionId").stringValue());
  }

  @Test
  void topZeroIsNoRowAndNoToken() {
    fill(new Random(1), 3);
    JsonNode answer = ask(",\"Top\":0");
    assertThat(answer.get("Data").stringValue()).isEqualTo("[]");
    assertThat(answer.get("NextSkipToken").isNull()).isTrue();
  }

  @Test
  void theLastPageHasNoTokenEvenWhenItIsFull() {
    fill(new Random(1), 4);
    assertThat(ask(",\"Top\":3").get("NextSkipToken").isString()).isTrue();
    assertThat(ask(",\"Top\":4").get("NextSkipToken").isNull()).isTrue();
    assertThat(ask(",\"Top\":2147483647").get("NextSkipToken").isNull()).isTrue();
  }

  @Test
  void aContactWithoutRowsHasAnEmptyAnswer() {
    JsonNode answer = ask("");
    assertThat(answer.get("Data").stringValue()).isEqualTo("[]");
    assertThat(answer.get("NextSkipToken").isNull()).isTrue();
  }

  @Test
  void theCeilingEndsAnAnswerWithAToken() {
    fill(new Random(1), 250);
    ODataService limited = Calls.service(store, ODataOptions.DEFAULT.withMaxRows(100));
    JsonNode first = Calls.ask(limited, body("EmailSent", "c", ""));
    assertThat(rows(first)).hasSize(100);
    assertThat(rows(Calls.ask(limited, body("EmailSent", "c", ",\"Top\":101")))).hasSize(100);
    String token = first.get("NextSkipToken").stringValue();
    JsonNode second =
        Calls.ask(limited, body("EmailSent", "c", ",\"SkipToken\":\"" + token + "\""));
    assertThat(rows(second)).hasSize(100).doesNotContainAnyElementsOf(rows(first));
  }

  @Test
  void rowsAnswerWithTheSpellingThatWasAskedFor() {
    store.append(List.of(row("EmailContainsBlockListedLinks", Instant.EPOCH, "1", "")));
    for (String spelling :
        List.of("EmailContainsBlockListedLinks", "EmailContainsBlacklistedLinks")) {
      JsonNode answer = Calls.ask(service, body(spelling, "c", ""));
      assertThat(rows(answer).getFirst().get("InteractionType").stringValue()).isEqualTo(spelling);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UTC,           05-01-2024, 05-01-2024, abc",
    "UTC,           2024-05-01, ,           abcde",
    "UTC,           ,           04-30-2024, z",
    "Europe/Berlin, 05-01-2024, 05-01-2024, zab",
    "Europe/Berlin, 05-02-2024, 05-02-2024, cd",
    "Asia/Tokyo,    05-01-2024, 05-01-2024, zab",
    "Asia/Tokyo,    05-02-2024, 05-02-2024, cd",
  })
  void daysAreThoseOfTheOrganization(
      String zone, @Nullable String from, @Nullable String to, String expected) {
    Map<String, String> rows =
        Map.of(
            "z", "2024-04-30T22:00:00Z",
            "a", "2024-05-01T00:00:00Z",
            "b", "2024-05-01T12:00:00Z",
            "c", "2024-05-01T23:59:59.999999999Z",
            "d", "2024-05-02T00:00:00Z",
            "e", "2024-06-01T00:00:00Z");
    rows.forEach(
        (id, time) -> store.append(List.of(row("EmailSent", Instant.parse(time), id, ""))));
    ODataService zoned = Calls.service(store, ODataOptions.DEFAULT.withZone(ZoneId.of(zone)));
    String dates =
        (from == null ? "" : ",\"DateFrom\":\"" + from + "\"")
            + (to == null ? "" : ",\"DateTo\":\"" + to + "\"");
    StringBuilder found = new StringBuilder();
    rows(Calls.ask(zoned, body("EmailSent", "c", dates)))
        .forEach(row -> found.append(row.get("InteractionId").stringValue()));
    assertThat(found.reverse()).hasToString(expected);
  }

  @Test
  void rowsOfAnySizeStreamThroughSmallPages() {
    List<Interaction> rows = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      String text = "\"\n".repeat(i % 3 == 0 ? 20_000 : 1);
      rows.add(row("EmailSent", Instant.ofEpochSecond(i), "id-" + i, text));
    }
    store.append(rows);
    List<JsonNode> found = rows(ask(""));
    assertThat(found).hasSize(150);
    for (int i = 0; i < 150; i++) {
      Interaction row = rows.get(149 - i);
      assertThat(found.get(i).path("Reason").asString(""))
          .isEqualTo(row.fields().toMap().getOrDefault("Reason", ""));
    }
  }

  @Test
  void pageSizeFollowsTheBytesOfRows() {
    PageSize size = new PageSize(100_000);
    assertThat(size.next()).isEqualTo(64);
    size.written(64, 64 * 500);
    assertThat(size.next()).isEqualTo(1_000);
    size.written(1_000, 1_000L * (1 << 20));
    assertThat(size.next()).isEqualTo(1);
    size.written(1, 0);
    assertThat(size.next()).isEqualTo(1_000);
    size.written(0, 0);
    size.written(98_930, 1);
    assertThat(size.next()).isEqualTo(5);
  }

  @Test
  void aStoreThatFailsAtOnceIsAnError() {
    failsWith(new StoreException.Unavailable("secret", null), 503, "0x80040216", "5");
    failsWith(new StoreException.OutcomeUnknown("secret", null), 503, "0x80040216", "5");
    failsWith(new StoreException.Overloaded("secret", null), 429, "0x80072326", "1");
    failsWith(new StoreException.Damaged("secret", null), 503, "0x80040216", "60");
  }

  private void failsWith(StoreException failure, int status, String code, String retryAfter) {
    InteractionStore failing = FailingStore.after(0, store, () -> failure);
    ODataService failingService = Calls.service(failing, ODataOptions.DEFAULT);
    Call call = Calls.post(body("EmailSent", "c", ""));
    assertThatThrownBy(() -> failingService.answer(call)).isSameAs(failure);
    Answer answer = ODataError.of(failure).answer();
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.headers()).containsEntry("Retry-After", retryAfter);
    JsonNode error = Calls.json(answer).get("error");
    assertThat(error.get("code").stringValue()).isEqualTo(code);
    assertThat(error.get("message").stringValue())
        .endsWith("again after " + retryAfter + " s.")
        .doesNotContain("secret");
  }

  @Test
  void aStoreThatFailsLaterBreaksTheAnswerOff() {
    fill(new Random(1), 200);
    InteractionStore failing = FailingStore.unavailableAfter(1, store);
    Answer answer =
        Calls.answer(
            Calls.service(failing, ODataOptions.DEFAULT), Calls.post(body("EmailSent", "c", "")));
    assertThat(answer.status()).isEqualTo(200);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThatThrownBy(() -> answer.body().writeTo(out))
        .isInstanceOf(StoreException.Unavailable.class);
    assertThat(out.toString(UTF_8)).doesNotContain("NextSkipToken");
  }

  /** All rows, page by page; between two pages {@code meanwhile} happens. */
  private List<JsonNode> pages(int top, Consumer<JsonNode> meanwhile) {
    List<JsonNode> rows = new ArrayList<>();
    JsonNode page = ask(",\"Top\":" + top);
    rows.addAll(rows(page));
    while (!page.get("NextSkipToken").isNull()) {
      assertThat(rows(page)).hasSize(top);
      meanwhile.accept(page);
      String token = page.get("NextSkipToken").stringValue();
      page = ask(",\"Top\":" + top + ",\"SkipToken\":\"" + token + "\"");
      rows.addAll(rows(page));
    }
    return rows;
  }

  private void fill(Random random, int count) {
    store.append(
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new Interaction(
                        ContactId.parse("c"),
                        new TypeName("EmailSent"),
                        Instant.ofEpochSecond(random.nextInt(40), random.nextInt(2)),
                        InteractionId.parse(Interactions.guid(random).toString()),
                        1,
                        Fields.EMPTY))
            .toList());
  }

  private static Interaction row(String type, Instant time, String id, String text) {
    return new Interaction(
        ContactId.parse("c"),
        new TypeName(type),
        time,
        InteractionId.parse(id),
        1,
        Fields.of(Map.of("Reason", text)));
  }

  private JsonNode ask(String more) {
    return Calls.ask(service, body("EmailSent", "c", more));
  }

  private static String body(String type, String contact, String more) {
    return "{\"InteractionType\":\"%s\",\"ContactId\":\"%s\"%s}".formatted(type, contact, more);
  }

  private static List<JsonNode> rows(JsonNode answer) {
    return Calls.JSON.readTree(answer.get("Data").stringValue()).valueStream().toList();
  }
}
