package dev.touchstone.odata.query;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.BERT;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.OPENED;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.config.CatalogueFile;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.odata.Answer;
import dev.touchstone.odata.ODataException;
import dev.touchstone.odata.SkipTokens;
import dev.touchstone.odata.metadata.InteractionProperties;
import dev.touchstone.store.memory.MemoryStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.olingo.client.api.domain.ClientEntitySet;
import org.apache.olingo.client.core.ODataClientFactory;
import org.apache.olingo.commons.api.format.ContentType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

final class InteractionSetTest {
  private static final TypeCatalogue CATALOGUE = CatalogueFile.standard();
  private static final String ROOT = "https://here.example/api/data/v9.2/";
  private static final String OF_ANNA = "$filter=contactid eq " + ANNA.value();

  private final MemoryStore store = new MemoryStore();
  private final InteractionSet set =
      new InteractionSet(
          store, CATALOGUE, new InteractionProperties(CATALOGUE), new SkipTokens(new byte[32]));

  InteractionSetTest() {
    for (int i = 0; i < 25; i++) {
      store.append(
          List.of(
              row(ANNA, SENT, NOON.plusSeconds(i / 2), "s" + i),
              row(ANNA, OPENED, NOON.plusSeconds(i / 3), "o" + i),
              row(BERT, SENT, NOON.plusSeconds(i), "b" + i)));
    }
  }

  @Test
  void anEntityHasItsColumnsInLowerCase() throws IOException {
    ContactId carl = ContactId.parse("o'hara & co");
    store.append(
        List.of(
            new Interaction(
                carl,
                new TypeName("Own.Type"),
                NOON,
                InteractionId.parse("0a"),
                3,
                Fields.of(
                    Map.of(
                        "City",
                        "Köln \"1\"",
                        "Score",
                        "1.50",
                        "Own Field",
                        "x",
                        "BoostValue",
                        "many")))));
    JsonNode answer = list("$filter=contactid eq 'o''hara %26 co'", null);
    String key = answer.at("/value/0/interactionkey").asString();
    assertThat(answer.toString())
        .isEqualTo(
            ("{'@odata.context':'https://here.example/api/data/v9.2/$metadata#interactions','value':[{"
                 + "'interactionkey':'"
                    + key
                    + "','contactid':'o\u0001hara & co',"
                    + "'interactiontype':'Own.Type','timestamp':'2020-03-16T18:58:06Z',"
                    + "'interactionid':'0a','version':3,'boostvalue@touchstone.text':'many','boostvalue':null,'city':'Köln"
                    + " \\'1\\'','Own_x0020_Field':'x','score':1.5}]}")
                .replace('\'', '"')
                .replace('\u0001', '\''));

    assertThat(body(set.get(ROOT, key, null, name -> null)).get("@odata.context").asString())
        .isEqualTo(ROOT + "$metadata#interactions/$entity");
    assertThat(body(set.get(ROOT, key, null, name -> null)).get("city").asString())
        .isEqualTo("Köln \"1\"");
  }

  @Test
  void aKeyThatIsNoneIsNotFound() {
    for (String key : List.of("", "x", "AAAA", "%", "A".repeat(700))) {
      assertThatExceptionOfType(ODataException.class)
          .isThrownBy(() -> set.get(ROOT, key, null, name -> null))
          .satisfies(e -> assertThat(e.error().status()).isEqualTo(404));
    }
  }

  @Test
  void allTypesComeNewestFirstOrOldestFirst() throws IOException {
    List<String> newest = ids(list(OF_ANNA, null));
    assertThat(newest).hasSize(50).startsWith("s24", "s22", "s23", "s20");
    assertThat(ids(list(OF_ANNA + "&$orderby=timestamp desc", null))).isEqualTo(newest);
    assertThat(ids(list(OF_ANNA + "&$orderby=timestamp asc", null))).isEqualTo(newest.reversed());
  }

  @Test
  void everyPageSizeGivesTheWhole() throws IOException {
    String query = "$filter=contactid in ('" + ANNA.value() + "','" + BERT.value() + "')";
    List<String> whole = ids(list(query, null));
    assertThat(whole).hasSize(75).doesNotHaveDuplicates();
    for (int size : new int[] {1, 7, 50, 74, 75}) {
      for (String order : List.of("", "&$orderby=timestamp asc")) {
        List<String> expected = order.isEmpty() ? whole : whole.reversed();
        assertThat(pages(query + order, "odata.maxpagesize=" + size)).isEqualTo(expected);
      }
    }
  }

  @Test
  void topEndsAllPagesTogether() throws IOException {
    List<String> whole = ids(list(OF_ANNA, null));
    for (int top : new int[] {0, 1, 9, 10, 11, 50, 51}) {
      assertThat(pages(OF_ANNA + "&$top=" + top, "odata.maxpagesize=5"))
          .isEqualTo(whole.subList(0, Math.min(top, 50)));
    }
  }

  @Test
  void aNextPageKnowsItsSizeAndTheCountOfTheFirst() throws IOException {
    JsonNode first = list(OF_ANNA + "&$count=true&$select=interactionid", "odata.maxpagesize=20");
    assertThat(first.get("@odata.count").asInt()).isEqualTo(50);
    store.append(List.of(row(1_000, "late")));
    JsonNode second = follow(first, null);
    assertThat(second.get("@odata.count").asInt()).isEqualTo(50);
    assertThat(ids(second)).hasSize(20).doesNotContain("late");
    assertThat(follow(second, "odata.maxpagesize=3").get("value")).hasSize(3);
  }

  @Test
  void aPreferenceThatIsTakenIsEchoed() {
    assertThat(set.list(ROOT, OF_ANNA, prefer("odata.maxpagesize=7")).headers())
        .containsEntry("Preference-Applied", "odata.maxpagesize=7");
    assertThat(set.list(ROOT, OF_ANNA, prefer("odata.maxpagesize=9999999")).headers())
        .containsEntry("Preference-Applied", "odata.maxpagesize=5000");
    assertThat(set.list(ROOT, OF_ANNA, prefer(null)).headers())
        .doesNotContainKey("Preference-Applied");
  }

  @Test
  void selectedColumnsAndTheKeyAreGiven() throws IOException {
    JsonNode answer = list(OF_ANNA + "&$top=1&$select=timestamp, city,browserid", null);
    assertThat(answer.get("@odata.context").asString())
        .isEqualTo(ROOT + "$metadata#interactions(browserid,city,interactionkey,timestamp)");
    assertThat(answer.at("/value/0").propertyNames())
        .containsExactly("interactionkey", "timestamp", "browserid", "city");
    assertThat(answer.at("/value/0/browserid").isNull()).isTrue();
  }

  @Test
  void countsWithoutRows() throws IOException {
    JsonNode answer = list(OF_ANNA + "&$count=true&$top=0", null);
    assertThat(answer.get("@odata.count").asInt()).isEqualTo(50);
    assertThat(answer.get("value")).isEmpty();
    JsonNode none = list(OF_ANNA + " and contactid eq 'x'&$count=true", null);
    assertThat(none.get("@odata.count").asInt()).isZero();
    assertThat(none.get("value")).isEmpty();
  }

  @Test
  void aTypeIsAnsweredAsItWasAskedFor() throws IOException {
    TypeName type = CATALOGUE.canonicalName("EmailContainsBlacklistedLinks");
    store.append(List.of(row(ANNA, type, NOON, "x")));
    for (String spelling :
        List.of("EmailContainsBlacklistedLinks", "EmailContainsBlockListedLinks")) {
      JsonNode answer = list(OF_ANNA + " and interactiontype eq '" + spelling + "'", null);
      assertThat(answer.at("/value/0/interactiontype").asString()).isEqualTo(spelling);
    }
  }

  @Test
  void anotherPartysClientReadsIt() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    set.list(ROOT, OF_ANNA + "&$count=true", prefer("odata.maxpagesize=10")).body().writeTo(bytes);
    var client = ODataClientFactory.getClient();
    ClientEntitySet read =
        client
            .getReader()
            .readEntitySet(new ByteArrayInputStream(bytes.toByteArray()), ContentType.JSON);
    assertThat(read.getEntities()).hasSize(10);
    assertThat(read.getCount()).isEqualTo(50);
    assertThat(read.getNext()).hasScheme("https").hasHost("here.example");
    assertThat(read.getEntities().getFirst().getProperty("interactionid").getValue().toString())
        .isEqualTo("s24");
  }

  @Test
  void anAlteredTokenIsRefused() throws IOException {
    JsonNode first = list(OF_ANNA, "odata.maxpagesize=5");
    String link = first.get("@odata.nextLink").asString();
    String query = link.substring(link.indexOf('?') + 1);
    int token = query.indexOf("$skiptoken=") + "$skiptoken=".length();
    for (int i = token; i < query.length(); i++) {
      char other = query.charAt(i) == 'A' ? 'B' : 'A';
      refused(query.substring(0, i) + other + query.substring(i + 1), 400, "$skiptoken");
    }
    refused(query.replace(ANNA.value(), BERT.value()), 400, "$skiptoken");
    refused(query + "&$top=7", 400, "$skiptoken");
    refused(query + "&$orderby=timestamp asc", 400, "$skiptoken");
    refused(query + "&$select=city", 400, "$skiptoken");
    refused(query.substring(0, token), 400, "$skiptoken");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "null",
      value = {
        "null|400|The query names no contact",
        "$filter=|400|The query names no contact",
        "filter=contactid eq 'a'|400|The query names no contact",
        "$filter=interactiontype eq 'EmailSent'|400|The query names no contact",
        "$filter=contactid eq 'a'&$filter=contactid eq 'b'|400|given more than once",
        "$filter=contactid eq 'a'&$skip=5|501|'$skip' is not supported here; supported are $count,"
            + " $filter",
        "$filter=contactid eq 'a'&$foo=5|501|'$foo' is not supported",
        "$filter=contactid eq 'a'&$top=-1|400|Invalid value '-1' for $top",
        "$filter=contactid eq 'a'&$top=ten|400|Invalid value 'ten' for $top",
        "$filter=contactid eq 'a'&$top=2147483648|400|0 to 2147483647",
        "$filter=contactid eq 'a'&$count=yes|400|Invalid value 'yes' for $count",
        "$filter=contactid eq 'a'&$select=City|400|Could not find a property named 'City'",
        "$filter=contactid eq 'a'&$select=|400|Could not find a property named ''",
        "$filter=contactid eq 'a'&$orderby=city|501|The $orderby 'city' is not supported",
        "$filter=contactid eq 'a'&$skiptoken=x|400|$skiptoken 'x' is not accepted",
        "$filter=contactid eq 'a'&$format=atom|406|supported is json",
        "$filter=contactid%2|400|percent sign",
        "$filter=%ff|400|not UTF-8",
      })
  void refusesWithTheReason(@Nullable String query, int status, String message) {
    refused(query, status, message);
  }

  @Test
  void contactsOptionsAndLengthAreLimited() throws IOException {
    StringBuilder contacts = new StringBuilder("$filter=contactid in ('0'");
    for (int i = 1; i < 100; i++) {
      contacts.append(",'").append(i).append("'");
    }
    assertThat(list(contacts + ")", null).get("value")).isEmpty();
    refused(contacts + ",'x')", 400, "names 101 contacts; accepted are at most 100");
    refused("a=1&".repeat(51), 400, "more than 50 options");
    refused("a=" + "1".repeat(QueryOptions.MAX_LENGTH - 1), 400, "accepted are at most 32,768");
  }

  private void refused(@Nullable String query, int status, String message) {
    assertThatExceptionOfType(ODataException.class)
        .as(query)
        .isThrownBy(() -> set.list(ROOT, query, prefer(null)))
        .satisfies(e -> assertThat(e.error().status()).isEqualTo(status))
        .withMessageContaining(message);
  }

  private List<String> pages(String query, String prefer) throws IOException {
    JsonNode page = list(query, prefer);
    List<String> ids = new ArrayList<>(ids(page));
    while (page.has("@odata.nextLink")) {
      page = follow(page, prefer);
      assertThat(page.get("value")).isNotEmpty();
      ids.addAll(ids(page));
    }
    return ids;
  }

  private JsonNode follow(JsonNode page, @Nullable String prefer) throws IOException {
    URI link = URI.create(page.get("@odata.nextLink").asString());
    assertThat(link.toString()).startsWith(ROOT + "interactions?");
    return list(Objects.requireNonNull(link.getRawQuery()), prefer);
  }

  private JsonNode list(String query, @Nullable String prefer) throws IOException {
    return body(set.list(ROOT, query, prefer(prefer)));
  }

  private static dev.touchstone.odata.Headers prefer(@Nullable String prefer) {
    return name -> name.equalsIgnoreCase("Prefer") ? prefer : null;
  }

  private static JsonNode body(Answer answer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    answer.body().writeTo(bytes);
    return new ObjectMapper().readTree(bytes.toByteArray());
  }

  private static List<String> ids(JsonNode answer) {
    return answer.get("value").valueStream().map(it -> it.get("interactionid").asString()).toList();
  }
}
