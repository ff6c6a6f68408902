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
import dev.touchstone.interaction.TypeName;
import dev.touchstone.odata.Answer;
import dev.touchstone.odata.Call;
import dev.touchstone.odata.ODataOptions;
import dev.touchstone.odata.ODataService;
import dev.touchstone.odata.SkipTokens;
import dev.touchstone.store.memory.MemoryStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
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

final class WebApiTest {
  private static final TypeCatalogue CATALOGUE = CatalogueFile.standard();
  private static final String V92 = "/api/data/v9.2/";
  private static final String CONTEXT = "https://here.example/api/data/v9.2/$metadata";
  private static final SkipTokens TOKENS = new SkipTokens(new byte[SkipTokens.KEY_BYTES]);

  private final MemoryStore store = new MemoryStore();
  private final WebApi api =
      new WebApi(
          new ODataService(store, CATALOGUE, TOKENS, ODataOptions.DEFAULT),
          store,
          CATALOGUE,
          TOKENS,
          new ServiceIdentity(new UUID(0, 1), new UUID(0, 2), new UUID(0, 3)),
          () -> new UUID(0, 7));

  WebApiTest() {
    for (int i = 0; i < 3; i++) {
      store.append(
          List.of(
              row(ANNA, SENT, NOON.plusSeconds(i), "s" + i),
              row(ANNA, OPENED, NOON.plusSeconds(i), "o" + i),
              row(ANNA, new TypeName("Own.Type"), NOON.plusSeconds(i), "w" + i),
              row(BERT, SENT, NOON.plusSeconds(i), "b" + i)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/data/v9.0", "/api/data/v9.1/", "/api/data/v9.2/"})
  void theServiceDocumentIsAtTheRoot(String path) throws IOException {
    JsonNode answer = json(get(path, null));
    assertThat(answer.get("@odata.context").asString())
        .isEqualTo("https://here.example" + path.replaceFirst("/?$", "/\\$metadata"));
    assertThat(answer.get("value")).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"WhoAmI", "WhoAmI()", "Microsoft.Dynamics.CRM.WhoAmI()", "WhoAmI/"})
  void whoAmI(String name) throws IOException {
    Answer answer = get(V92 + name, null);
    assertThat(answer.headers())
        .containsEntry("Content-Type", "application/json; odata.metadata=minimal")
        .containsEntry("OData-Version", "4.0");
    assertThat(json(answer).toString())
        .isEqualTo(
            "{\"@odata.context\":\""
                + CONTEXT
                + "#Microsoft.Dynamics.CRM.WhoAmIResponse\","
                + "\"BusinessUnitId\":\"00000000-0000-0000-0000-000000000002\","
                + "\"UserId\":\"00000000-0000-0000-0000-000000000003\","
                + "\"OrganizationId\":\"00000000-0000-0000-0000-000000000001\"}");
  }

  /** The three forms that clients write, of which the first is that of Microsoft's for .NET. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RetrieveCurrentOrganization(AccessType='Default')|",
        "RetrieveCurrentOrganization(AccessType=Microsoft.Dynamics.CRM.EndpointAccessType'Internet')|",
        "RetrieveCurrentOrganization(AccessType=@p1)|@p1=Microsoft.Dynamics.CRM.EndpointAccessType'Default'",
        "RetrieveCurrentOrganization|"
      })
  void whoConnectsIsToldOfTheOrganization(String path, @Nullable String query) throws IOException {
    JsonNode answer = json(get(V92 + path, query));

    assertThat(answer.get("@odata.context").stringValue())
        .isEqualTo(CONTEXT + "#Microsoft.Dynamics.CRM.RetrieveCurrentOrganizationResponse");
    JsonNode detail = answer.get("Detail");
    assertThat(detail.get("OrganizationVersion").stringValue()).startsWith("9.2.");
    assertThat(detail.get("State").stringValue()).isEqualTo("Enabled");
    JsonNode endpoints = detail.get("Endpoints");
    assertThat(endpoints.get("Count").intValue()).isEqualTo(endpoints.get("Keys").size());
    assertThat(endpoints.get("Values").toString())
        .isEqualTo(
            "[\"https://here.example/\",\"https://here.example/XRMServices/2011/Organization.svc\",\"https://here.example/api/data/v9.2/\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"AccessType=Default", "AccessType='Other'", "AccessType=@p", "Type='Default'"})
  void noOtherAccessIsKnown(String argument) throws IOException {
    Answer answer = get(V92 + "RetrieveCurrentOrganization(" + argument + ")", null);
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void retrieveVersion() throws IOException {
    JsonNode answer = json(get(V92 + "RetrieveVersion", null));
    assertThat(answer.get("@odata.context").asString())
        .isEqualTo(CONTEXT + "#Microsoft.Dynamics.CRM.RetrieveVersionResponse");
    assertThat(answer.get("Version").asString()).matches("9\\.2\\.\\d+\\.\\d+");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "-",
      value = {
        "-|-|-|xml",
        "-|*/*|-|xml",
        "-|application/xml|-|xml",
        "-|application/json|-|json",
        "-|application/json|4.0|json",
        "-|application/json, application/xml;q=0.9|-|json",
        "-|application/json;odata.metadata=minimal;q=1.0,application/xml;q=0.7|4.0|xml",
        "-|application/json, */*|4.0|xml",
        "$format=json|application/xml|-|json",
        "$format=application/json;odata.metadata=full|-|-|json",
        "$format=xml|application/json|-|xml",
      })
  void metadataIsXmlOrJson(
      @Nullable String query, @Nullable String accept, @Nullable String max, String form)
      throws IOException {
    Answer answer =
        api.answer(
            new Call(
                "GET",
                V92 + "$metadata",
                "https://here.example",
                name ->
                    switch (name) {
                      case "Accept" -> accept;
                      case "OData-MaxVersion" -> max;
                      default -> null;
                    },
                new ByteArrayInputStream(new byte[0])),
            query);
    assertThat(answer.headers()).containsEntry("Content-Type", "application/" + form);
    assertThat(text(answer)).startsWith(form.equals("xml") ? "<?xml" : "{\"$Version\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$filter=uniquename eq 'LoadInteractionsPublic'",
        "$filter=uniquename eq 'LoadInteractionsPublic' and category eq 3 and statecode in (1)",
        "$filter=name eq 'LoadInteractionsPublic'&$select=workflowid&$top=1",
        "",
      })
  void theActionIsThere(String query) throws IOException {
    assertThat(json(get(V92 + "workflows", query)).get("value")).hasSize(1);
  }

  @Test
  void theProbeOfThePublicCallerFindsTheAction() throws IOException {
    String fetch =
        """
        <fetch top="1">              <entity name="workflow">
                <attribute name="workflowid" />
                <order attribute="name" descending="false" />
                <filter type="and">
                  <condition attribute="uniquename" operator="eq" value="%s" />
                </filter>
              </entity></fetch>\
        """;
    assertThat(fetched(fetch.formatted("LoadInteractionsPublic"))).hasSize(1);
    assertThat(fetched(fetch.formatted("LoadInteractionsPrivate"))).isEmpty();
    assertThat(get(V92 + "workflows", "fetchXml=" + encoded("<a/>")).status()).isEqualTo(400);
    assertThat(
            get(
                    V92 + "workflows",
                    "fetchXml="
                        + encoded(
                            "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
                                + "<fetch><entity name='workflow'>&e;</entity></fetch>"))
                .status())
        .isEqualTo(400);
  }

  private JsonNode fetched(String fetchXml) throws IOException {
    return json(get(V92 + "workflows", "fetchXml=" + encoded(fetchXml))).get("value");
  }

  @Test
  void otherWorkflowsAreNot() throws IOException {
    JsonNode answer = json(get(V92 + "workflows", "$filter=uniquename eq 'Other'&$count=true"));
    assertThat(answer.toString())
        .isEqualTo(
            "{\"@odata.context\":\"" + CONTEXT + "#workflows\",\"@odata.count\":0,\"value\":[]}");
    assertThat(get(V92 + "workflows", "$filter=nothing eq 1").status()).isEqualTo(400);
  }

  @Test
  void theCatalogueIsASet() throws IOException {
    JsonNode one = json(get(V92 + "interactiontypes('EmailSent')", null));
    assertThat(one.get("category").asString()).isEqualTo("EmailDelivery");
    assertThat(one.at("/columns/0/datatype").asString()).isEqualTo("String");
    assertThat(json(get(V92 + "interactiontypes", "$filter=documented eq true")).get("value"))
        .hasSize(40);
    assertThat(get(V92 + "interactiontypes('Nothing')", null).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/data/v9.2/nothing, 404",
    "GET, /api/data/v8.2/WhoAmI, 404",
    "GET, /api/data/, 404",
    "GET, /api/data/v9.2/interactions/x, 404",
    "GET, /api/data/v9.2/interactions('x'), 404",
    "GET, /api/data/v9.2/msdyncrm_LoadInteractionsPublic, 405",
    "POST, /api/data/v9.2/WhoAmI, 405",
    "DELETE, /api/data/v9.2/interactions, 405",
    "GET, /api/data/v9.2/$batch, 405",
    "POST, /api/data/v9.2/$batch, 415",
    "OPTIONS, /api/data/v9.2/WhoAmI, 204",
    "OPTIONS, /api/data/v9.2/msdyncrm_LoadInteractionsPublic, 204",
    "HEAD, /api/data/v9.2/WhoAmI, 200",
  })
  void everyPathAndVerbHasItsStatus(String method, String path, int status) throws IOException {
    Answer answer = call(method, path, null, Map.of(), "");
    assertThat(answer.status()).isEqualTo(status);
    if (status == 405 || status == 204) {
      assertThat(answer.headers()).containsKey("Allow");
    }
    if (status >= 400) {
      assertThat(json(answer).at("/error/code").asString()).startsWith("0x8");
    }
  }

  @Test
  void errorsAreAnnotatedForThoseWhoPreferThat() throws IOException {
    Answer answer =
        call(
            "GET",
            V92 + "interactions",
            null,
            Map.of("Prefer", "odata.include-annotations=\"*\", odata.maxpagesize=3"),
            "");
    assertThat(answer.headers())
        .containsEntry("Preference-Applied", "odata.include-annotations=\"*\"");
    JsonNode error = json(answer).get("error");
    assertThat(error.propertyNames())
        .containsExactly(
            "code",
            "message",
            "@Microsoft.PowerApps.CDS.ErrorDetails.HttpStatusCode",
            "@Microsoft.PowerApps.CDS.InnerError.Message");
    assertThat(error.get("@Microsoft.PowerApps.CDS.InnerError.Message"))
        .isEqualTo(error.get("message"));
  }

  @Test
  void aBatchAsksWhatACallerCouldAskAlone() throws IOException {
    String body =
        """
        --b
        Content-Type: application/http

        GET interactions?$filter=contactid eq '%s' and interactiontype eq 'EmailSent' HTTP/1.1

        --b
        Content-Type: application/http

        POST /api/data/v9.0/msdyncrm_LoadInteractionsPublic HTTP/1.1
        Content-Type: application/json

        {"ContactId":"%s","InteractionType":"EmailOpened","Top":1}
        --b--
        """
            .formatted(ANNA.value(), ANNA.value())
            .replace("\n", "\r\n");
    Answer answer =
        call(
            "POST",
            V92 + "$batch",
            null,
            Map.of("Content-Type", "multipart/mixed;boundary=b"),
            body);
    assertThat(text(answer))
        .containsSubsequence(
            "--batchresponse_",
            "HTTP/1.1 200 OK\r\n",
            "$metadata#interactions",
            "\"interactionid\":\"s2\"",
            "--batchresponse_",
            "v9.0/$metadata#Microsoft.Dynamics.CRM.msdyncrm_LoadInteractionsPublicResponse",
            "NextSkipToken\":\"");
  }

  @Test
  void severalContactsAndAllTypesInOneCall() throws IOException {
    String ids = "\"ContactIds\":[\"" + ANNA.value() + "\",\"" + BERT.value() + "\"]";
    assertThat(loaded("{" + ids + "}"))
        .containsExactly("o2", "s2", "w2", "b2", "o1", "s1", "w1", "b1", "o0", "s0", "w0", "b0");
    assertThat(loaded("{" + ids + ",\"InteractionTypes\":[\"EmailSent\"]}"))
        .containsExactly("s2", "b2", "s1", "b1", "s0", "b0");
    assertThat(loaded("{" + ids + ",\"LatestOnly\":true}")).containsExactly("o2", "s2", "w2", "b2");
    assertThat(loaded("{" + ids + ",\"LatestOnly\":true,\"DateTo\":\"01-01-2020\"}")).isEmpty();
    assertThat(loaded("{" + ids + ",\"Top\":0}")).isEmpty();
    for (int top = 1; top <= 13; top++) {
      assertThat(pages(ids, top)).isEqualTo(loaded("{" + ids + "}"));
      assertThat(pages(ids + ",\"LatestOnly\":true", top)).containsExactly("o2", "s2", "w2", "b2");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|The parameter 'ContactIds' is missing",
        "{\"ContactIds\":[]}|The parameter 'ContactIds' is missing",
        "{\"ContactIds\":[\"\"]}|The parameter 'ContactIds' is not valid",
        "{\"ContactIds\":\"a\"}|Cannot convert the literal 'a' to the expected type"
            + " 'Collection(Edm.String)'",
        "{\"ContactIds\":[1]}|Cannot convert the literal '[…]'",
        "{\"ContactIds\":[\"a\"],\"InteractionTypes\":[\"EmailSend\"]}|the nearest is 'EmailSent'",
        "{\"ContactIds\":[\"a\"],\"LatestOnly\":\"true\"}|expected type 'Edm.Boolean'",
        "{\"ContactIds\":[\"a\"],\"Top\":-1}|The parameter 'Top' is not valid",
        "{\"ContactIds\":[\"a\"],\"SkipToken\":\"x\"}|The parameter 'SkipToken' is not valid",
        "{\"ContactIds\":[\"a\"],\"DateFrom\":\"x\"}|The parameter 'DateFrom' is not valid",
        "{\"ContactId\":\"a\"}|The parameter 'ContactId' in the request payload is not a valid",
      })
  void aCallThatIsWrongSaysWhy(String body, String message) throws IOException {
    Answer answer = post("touchstone_LoadInteractions", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(json(answer).at("/error/message").asString()).contains(message);
  }

  @Test
  void aCallNamesAtMostAHundred() throws IOException {
    String hundred = "\"a\",".repeat(99) + "\"b\"";
    assertThat(loaded("{\"ContactIds\":[" + hundred + "]}")).isEmpty();
    Answer answer = post("touchstone_LoadInteractions", "{\"ContactIds\":[" + hundred + ",\"c\"]}");
    assertThat(json(answer).at("/error/message").asString())
        .contains("has 101 elements; accepted are at most 100");
  }

  @Test
  void headersAreAsClientsReadThem() {
    assertThat(ServiceHeaders.always(4)).containsEntry("x-ms-dop-hint", "4").containsKey("Allow");
    assertThat(ServiceHeaders.remaining(5_999L, Duration.ofMinutes(20)))
        .containsEntry("x-ms-ratelimit-time-remaining-xrm-requests", "1,200.00")
        .containsEntry("x-ms-ratelimit-burst-remaining-xrm-requests", "5999");
    assertThat(ServiceHeaders.remaining(null, null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.00",
    "9, 0.00",
    "10, 0.01",
    "999, 0.99",
    "999999, '999.99'",
    "1000000, '1,000.00'",
    "36000000000, '36,000,000.00'"
  })
  void secondsAreWrittenAsClientsReadThem(long milliseconds, String text) {
    assertThat(ServiceHeaders.remaining(null, Duration.ofMillis(milliseconds)))
        .containsExactly(Map.entry("x-ms-ratelimit-time-remaining-xrm-requests", text));
  }

  private List<String> loaded(String body) throws IOException {
    JsonNode answer = json(post("touchstone_LoadInteractions", body));
    assertThat(answer.get("@odata.context").asString())
        .isEqualTo(CONTEXT + "#Microsoft.Dynamics.CRM.touchstone_LoadInteractionsResponse");
    assertThat(answer.get("NextSkipToken").isNull()).isTrue();
    return ids(answer);
  }

  private List<String> pages(String members, int top) throws IOException {
    List<String> ids = new ArrayList<>();
    String token = "";
    do {
      String body = "{%s,\"Top\":%d,\"SkipToken\":\"%s\"}".formatted(members, top, token);
      JsonNode answer = json(post("touchstone_LoadInteractions", body));
      ids.addAll(ids(answer));
      token = answer.get("NextSkipToken").asString("");
    } while (!token.isEmpty());
    return ids;
  }

  private static List<String> ids(JsonNode answer) {
    JsonNode rows = new ObjectMapper().readTree(answer.get("Data").asString());
    return rows.valueStream().map(row -> row.get("InteractionId").asString()).toList();
  }

  private Answer get(String path, @Nullable String query) throws IOException {
    return call("GET", path, query, Map.of(), "");
  }

  private Answer post(String action, String body) throws IOException {
    return call("POST", V92 + action, null, Map.of("Content-Type", "application/json"), body);
  }

  private Answer call(
      String method, String path, @Nullable String query, Map<String, String> headers, String body)
      throws IOException {
    return api.answer(
        new Call(
            method,
            path,
            "https://here.example",
            headers::get,
            new ByteArrayInputStream(body.getBytes(UTF_8))),
        query);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static String text(Answer answer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    answer.body().writeTo(bytes);
    return bytes.toString(UTF_8);
  }

  private static JsonNode json(Answer answer) throws IOException {
    return new ObjectMapper().readTree(text(answer));
  }
}
