package dev.touchstone.odata.api;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.BERT;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.OPENED;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.CatalogueFile;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.odata.Answer;
import dev.touchstone.odata.Call;
import dev.touchstone.odata.ODataOptions;
import dev.touchstone.odata.ODataService;
import dev.touchstone.odata.SkipTokens;
import dev.touchstone.store.memory.MemoryStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What OData 4.01 lets any client ask: forms of JSON, counts, keys, aliases. */
final class SpecifiedFormsTest {
  private static final String ROOT = "https://here.example/api/data/v9.2/";
  private static final String FULL = "application/json;odata.metadata=full";
  private static final String NONE = "application/json;odata.metadata=none";
  private static final String IEEE = "application/json;IEEE754Compatible=true";

  private final MemoryStore store = new MemoryStore();
  private final WebApi api = api();

  private WebApi api() {
    for (int i = 0; i < 3; i++) {
      store.append(
          List.of(
              row(ANNA, SENT, NOON.plusSeconds(i), "s" + i),
              row(ANNA, OPENED, NOON.plusSeconds(i), "o" + i),
              row(BERT, SENT, NOON.plusSeconds(i), "b" + i)));
    }
    TypeCatalogue catalogue = CatalogueFile.standard();
    SkipTokens tokens = new SkipTokens(new byte[SkipTokens.KEY_BYTES]);
    return new WebApi(
        new ODataService(store, catalogue, tokens, ODataOptions.DEFAULT),
        store,
        catalogue,
        tokens,
        new ServiceIdentity(new UUID(0, 1), new UUID(0, 2), new UUID(0, 3)),
        () -> new UUID(0, 7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-|-|odata.metadata=minimal",
        "*/*|-|odata.metadata=minimal",
        "application/json|-|odata.metadata=minimal",
        "application/json; charset=utf-8|-|odata.metadata=minimal",
        "application/json;odata.metadata=full|-|odata.metadata=full",
        "application/json;ODATA.Metadata=\"None\"|-|odata.metadata=none",
        "application/json;metadata=none|-|odata.metadata=none",
        "application/json;odata.metadata=none;odata.streaming=true|-|odata.metadata=none",
        "application/json;IEEE754Compatible=true|-|odata.metadata=minimal; IEEE754Compatible=true",
        "application/json;IEEE754Compatible=false|-|odata.metadata=minimal",
        "application/json;q=0.5,application/json;odata.metadata=full;q=0.7|-|odata.metadata=full",
        "application/json;odata.metadata=none,application/json|-|odata.metadata=none",
        "text/html,application/json;odata.metadata=strange,*/*;q=0.1|-|odata.metadata=minimal",
        "application/json;odata=verbose|-|odata.metadata=minimal",
        "application/json|application/json;odata.metadata=none|odata.metadata=none",
        "application/xml|json|odata.metadata=minimal",
      })
  void theCallerChoosesTheForm(@Nullable String accept, @Nullable String format, String form)
      throws IOException {
    String option = format == null ? "" : "&$format=" + format;
    for (String path :
        List.of(
            "|",
            "WhoAmI|",
            "interactions|$filter=contactid eq " + ANNA.value(),
            "interactiontypes|$top=1",
            "workflows|")) {
      String[] target = path.split("\\|", 2);
      Answer answer = get(target[0], target[1] + option, accept);
      assertThat(answer.headers())
          .as(path)
          .containsEntry("Content-Type", "application/json; " + form)
          .containsEntry("OData-Version", "4.0");
      assertThat(json(answer).has("@odata.context")).as(path).isNotEqualTo(form.contains("none"));
    }
    if (format == null) {
      Answer loaded = load(accept);
      assertThat(loaded.headers()).containsEntry("Content-Type", "application/json; " + form);
      assertThat(json(loaded).has("@odata.context")).isNotEqualTo(form.contains("none"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/xml",
        "application/json;q=0",
        "application/json;odata.metadata=strange",
        "application/json;IEEE754Compatible=maybe",
        "application/json;unknown=1",
        "application/json;charset=utf-16",
        "text/html, application/atom+xml",
      })
  void aFormThatThereIsNotIsRefused(String accept) throws IOException {
    for (String path : List.of("", "WhoAmI", "interactiontypes", "workflows")) {
      Answer answer = get(path, null, accept);
      assertThat(answer.status()).as(path).isEqualTo(406);
      assertThat(json(answer).at("/error/message").asString()).contains("'" + accept + "'");
      assertThat(get(path, "$format=" + accept, null).status()).as(path).isEqualTo(pathOf(accept));
    }
    assertThat(load(accept).status()).isEqualTo(406);
  }

  /** {@code $format} knows no weights. */
  private static int pathOf(String format) {
    return format.endsWith("q=0") ? 200 : 406;
  }

  @Test
  void fullSaysWhatJsonDoesNotTell() throws IOException {
    JsonNode list =
        json(get("interactions", "$filter=contactid eq " + BERT.value() + "&$top=1", FULL));
    JsonNode first = list.at("/value/0");
    String id = ROOT + "interactions('" + first.get("interactionkey").asString() + "')";
    assertThat(first.propertyNames())
        .containsExactly(
            "@odata.type",
            "@odata.id",
            "@odata.readLink",
            "interactionkey",
            "contactid",
            "interactiontype",
            "timestamp@odata.type",
            "timestamp",
            "interactionid",
            "version@odata.type",
            "version",
            "city");
    assertThat(first.get("@odata.type").asString())
        .isEqualTo("#Microsoft.Dynamics.CRM.interaction");
    assertThat(first.get("@odata.id").asString()).isEqualTo(id);
    assertThat(first.get("timestamp@odata.type").asString()).isEqualTo("#DateTimeOffset");
    assertThat(first.get("version@odata.type").asString()).isEqualTo("#Int64");

    assertThat(json(get("WhoAmI", null, FULL)).propertyNames())
        .startsWith("@odata.context", "@odata.type", "BusinessUnitId@odata.type", "BusinessUnitId");
    assertThat(json(load(FULL)).propertyNames())
        .containsExactly("@odata.context", "@odata.type", "Data", "NextSkipToken");
    JsonNode type = json(get("interactiontypes('EmailSent')", null, FULL));
    assertThat(type.get("@odata.id").asString()).isEqualTo(ROOT + "interactiontypes('EmailSent')");
    assertThat(type.get("columns@odata.type").asString())
        .isEqualTo("#Collection(Microsoft.Dynamics.CRM.touchstone_Column)");
    assertThat(type.at("/columns/0").propertyNames())
        .containsExactly("@odata.type", "name", "datatype@odata.type", "datatype");
    JsonNode selected = json(get("workflows", "$select=category", FULL)).at("/value/0");
    assertThat(selected.propertyNames())
        .containsExactly(
            "@odata.type",
            "@odata.id",
            "@odata.readLink",
            "workflowid@odata.type",
            "workflowid",
            "category@odata.type",
            "category");
  }

  @Test
  void noneKeepsCountsAndLinks() throws IOException {
    String query = "$filter=contactid eq " + ANNA.value() + "&$count=true";
    Answer answer =
        call("GET", "interactions", query, Map.of("Accept", NONE, "Prefer", "odata.maxpagesize=2"));
    assertThat(json(answer).propertyNames())
        .containsExactly("@odata.count", "value", "@odata.nextLink");
    assertThat(answer.headers().get("Preference-Applied")).isEqualTo("odata.maxpagesize=2");
  }

  @Test
  void whereNumbersAreDoublesLongOnesAreTexts() throws IOException {
    String query = "$filter=contactid eq " + ANNA.value() + "&$count=true";
    JsonNode texts = json(get("interactions", query, IEEE));
    assertThat(texts.get("@odata.count").asString()).isEqualTo("6");
    assertThat(texts.get("@odata.count").isString()).isTrue();
    assertThat(texts.at("/value/0/version").isString()).isTrue();
    JsonNode numbers = json(get("interactions", query, null));
    assertThat(numbers.get("@odata.count").isInt()).isTrue();
    assertThat(numbers.at("/value/0/version").isInt()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "interactions/$count|$filter=contactid eq 2aac86fe-48a9-5536-a607-97495221c573|6",
        "interactions/$count/|$filter=contactid eq 2aac86fe-48a9-5536-a607-97495221c573|6",
        "interactions/$count|$filter=contactid eq 'nobody'|0",
        "workflows/$count||1",
        "workflows/$count|$filter=uniquename eq 'Other'|0",
        "interactiontypes/$count|$filter=documented eq true|40",
      })
  void aCountIsPlainText(String path, @Nullable String query, String count) throws IOException {
    Answer answer = get(path, query, "application/xml");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("Content-Type", "text/plain");
    assertThat(text(answer)).isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "interactions/$count||400",
        "interactions/$count|$top=1|501",
        "WhoAmI/$count||404",
        "$count||404",
        "interactions('x')/$count||404",
        "WhoAmI|$select=UserId|501",
        "interactions|$filter=contactid eq @x|400",
        "interactions|$filter=contactid eq @x&@x=|400",
        "interactions|$filter=contactid eq @x&@x='a' or 1|400",
        "interactions|$filter=contactid in @x&@x='a'|400",
        "interactions|$filter=contactid in @x|400",
        "interactions|$filter=contactid eq @x&@x='a'&@x='b'|400",
        "interactions|$filter=contactid eq @x&@x=@y&@y='a'|400",
        "interactions|$filter=contactid eq @1&@1='a'|400",
        "interactions(other='x')||404",
      })
  void whatIsNoneOfThatIsAnError(String path, @Nullable String query, int status)
      throws IOException {
    Answer answer = get(path, query, null);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(json(answer).at("/error/code").asString()).startsWith("0x8");
  }

  @Test
  void aliasesStandForValues() throws IOException {
    String direct =
        "$filter=contactid eq '" + ANNA.value() + "' and interactiontype eq 'EmailSent'";
    List<String> ids = ids(json(get("interactions", direct, null)));
    assertThat(ids).containsExactly("s2", "s1", "s0");
    for (String query :
        List.of(
            "$filter=contactid eq @c and interactiontype eq @t&@c="
                + ANNA.value()
                + "&@t='EmailSent'",
            "@t='EmailSent'&@c='"
                + ANNA.value()
                + "'&$filter=interactiontype eq @t and contactid eq @c",
            "$filter=contactid in (@c) and interactiontype in @t&@c='"
                + ANNA.value()
                + "'&@t=('EmailSent','FormVisited')&@unused=1")) {
      assertThat(ids(json(get("interactions", query, null)))).as(query).isEqualTo(ids);
    }
  }

  @Test
  void aLinkToTheNextPageKeepsItsAliases() throws IOException {
    List<String> ids = new ArrayList<>();
    String query = "$filter=contactid eq @c&@c='" + ANNA.value() + "'";
    while (query != null) {
      JsonNode page =
          json(call("GET", "interactions", query, Map.of("Prefer", "odata.maxpagesize=4")));
      ids.addAll(ids(page));
      String next = page.path("@odata.nextLink").asString("");
      query = next.isEmpty() ? null : next.substring(next.indexOf('?') + 1);
    }
    assertThat(ids).hasSize(6).doesNotHaveDuplicates();
  }

  @Test
  void aKeyMayBeNamedAndItsPropertiesChosen() throws IOException {
    JsonNode first =
        json(get("interactions", "$filter=contactid eq " + BERT.value(), null)).at("/value/0");
    String key = first.get("interactionkey").asString();
    for (String path :
        List.of("interactions('" + key + "')", "interactions(interactionkey='" + key + "')")) {
      assertThat(json(get(path, null, null)).get("interactionid").asString()).isEqualTo("b2");
      JsonNode selected = json(get(path, "$select=timestamp", null));
      assertThat(selected.propertyNames())
          .containsExactly("@odata.context", "interactionkey", "timestamp");
      assertThat(selected.get("@odata.context").asString())
          .isEqualTo(ROOT + "$metadata#interactions(interactionkey,timestamp)/$entity");
    }
    assertThat(
            json(get("interactiontypes(name='EmailSent')", "$select=category", null))
                .get("name")
                .asString())
        .isEqualTo("EmailSent");
  }

  @Test
  void textInABatchOfJsonIsAString() throws IOException {
    String body = "{\"requests\":[{\"id\":\"1\",\"method\":\"get\",\"url\":\"workflows/$count\"}]}";
    Answer answer =
        api.answer(
            new Call(
                "POST",
                "/api/data/v9.2/$batch",
                "https://here.example",
                name -> name.equals("Content-Type") ? "application/json" : null,
                new ByteArrayInputStream(body.getBytes(UTF_8))),
            null);
    assertThat(json(answer).at("/responses/0/body").asString()).isEqualTo("1");
  }

  private static List<String> ids(JsonNode list) {
    return list.get("value").valueStream().map(it -> it.get("interactionid").asString()).toList();
  }

  private Answer load(@Nullable String accept) throws IOException {
    String body = "{\"ContactId\":\"" + ANNA.value() + "\",\"InteractionType\":\"EmailSent\"}";
    return api.answer(
        new Call(
            "POST",
            "/api/data/v9.2/msdyncrm_LoadInteractionsPublic",
            "https://here.example",
            name -> name.equals("Accept") ? accept : null,
            new ByteArrayInputStream(body.getBytes(UTF_8))),
        null);
  }

  private Answer get(String path, @Nullable String query, @Nullable String accept)
      throws IOException {
    return call("GET", path, query, accept == null ? Map.of() : Map.of("Accept", accept));
  }

  private Answer call(
      String method, String path, @Nullable String query, Map<String, String> headers)
      throws IOException {
    return api.answer(
        new Call(
            method,
            "/api/data/v9.2/" + path,
            "https://here.example",
            headers::get,
            new ByteArrayInputStream(new byte[0])),
        query);
  }

  private static JsonNode json(Answer answer) throws IOException {
    return new ObjectMapper().readTree(text(answer));
  }

  private static String text(Answer answer) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    answer.body().writeTo(body);
    return body.toString(UTF_8);
  }
}
