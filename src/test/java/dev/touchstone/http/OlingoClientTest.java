package dev.touchstone.http;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.BERT;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.OPENED;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.RunningServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.olingo.client.api.ODataClient;
import org.apache.olingo.client.api.communication.ODataClientErrorException;
import org.apache.olingo.client.api.communication.request.ODataBatchableRequest;
import org.apache.olingo.client.api.communication.request.batch.BatchManager;
import org.apache.olingo.client.api.communication.request.batch.ODataBatchRequest;
import org.apache.olingo.client.api.communication.request.batch.ODataBatchResponseItem;
import org.apache.olingo.client.api.communication.request.invoke.ODataInvokeRequest;
import org.apache.olingo.client.api.communication.request.retrieve.ODataEntitySetRequest;
import org.apache.olingo.client.api.communication.response.ODataBatchResponse;
import org.apache.olingo.client.api.communication.response.ODataResponse;
import org.apache.olingo.client.api.communication.response.ODataRetrieveResponse;
import org.apache.olingo.client.api.domain.ClientCollectionValue;
import org.apache.olingo.client.api.domain.ClientEntity;
import org.apache.olingo.client.api.domain.ClientEntitySet;
import org.apache.olingo.client.api.domain.ClientProperty;
import org.apache.olingo.client.api.domain.ClientServiceDocument;
import org.apache.olingo.client.api.domain.ClientValue;
import org.apache.olingo.client.api.uri.URIBuilder;
import org.apache.olingo.client.core.ODataClientFactory;
import org.apache.olingo.client.core.http.DefaultHttpUriRequestFactory;
import org.apache.olingo.commons.api.edm.Edm;
import org.apache.olingo.commons.api.edm.FullQualifiedName;
import org.apache.olingo.commons.api.format.ContentType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Apache Olingo's client, which nobody here wrote, and a server, over a connection. */
final class OlingoClientTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int ROWS = 25;
  private static final int PAGES = 4;
  private static final List<Interaction> SENT_TO_ANNA =
      IntStream.range(0, ROWS)
          .mapToObj(i -> row(ANNA, SENT, NOON.minusSeconds(i), "sent " + i))
          .toList();

  private final MemoryStore store = new MemoryStore();
  private final RunningServer server = RunningServer.of(store);
  private final String root = server.uri() + "/api/data/v9.2/";
  private final ODataClient client = ODataClientFactory.getClient();

  OlingoClientTest() {
    store.append(SENT_TO_ANNA);
    store.append(List.of(row(ANNA, OPENED, NOON, "opened"), row(BERT, SENT, NOON, "of Bert")));
    client
        .getConfiguration()
        .setHttpUriRequestFactory(
            (method, uri) -> {
              HttpUriRequest request = new DefaultHttpUriRequestFactory().create(method, uri);
              request.addHeader("Authorization", "Bearer " + server.key());
              return request;
            });
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void itReadsMetadataAndServiceDocument() {
    Edm edm = client.getRetrieveRequestFactory().getMetadataRequest(root).execute().getBody();
    assertThat(edm.getUnboundAction(named("msdyncrm_LoadInteractionsPublic")).getParameterNames())
        .startsWith("ContactId", "InteractionType");
    ClientServiceDocument document =
        client.getRetrieveRequestFactory().getServiceDocumentRequest(root).execute().getBody();
    assertThat(document.getEntitySetNames())
        .containsExactlyInAnyOrder("interactions", "interactiontypes", "workflows");
    assertThat(document.getEntitySetURI("interactions"))
        .isEqualTo(URI.create(root + "interactions"));
  }

  @Test
  void itInvokesTheActionPageByPage() {
    List<String> ids = new ArrayList<>();
    Map<String, ClientValue> parameters = new LinkedHashMap<>();
    parameters.put("ContactId", text(ANNA.value()));
    parameters.put("InteractionType", text("EmailSent"));
    parameters.put("Top", client.getObjectFactory().newPrimitiveValueBuilder().buildInt32(7));
    for (int page = 0; page < PAGES; page++) {
      ClientProperty answer = invoked("msdyncrm_LoadInteractionsPublic", parameters);
      ids.addAll(idsOf(answer));
      ClientProperty token = answer.getComplexValue().get("NextSkipToken");
      assertThat(token.hasNullValue()).isEqualTo(page == PAGES - 1);
      parameters.put("SkipToken", token.getValue());
    }
    assertThat(ids).isEqualTo(SENT_TO_ANNA.stream().map(it -> it.id().value()).toList());
  }

  @Test
  void itInvokesTheActionForSeveralContacts() {
    ClientCollectionValue<ClientValue> contacts =
        client.getObjectFactory().newCollectionValue("Collection(Edm.String)");
    contacts.add(text(ANNA.value()));
    contacts.add(text(BERT.value()));
    Map<String, ClientValue> parameters = new LinkedHashMap<>();
    parameters.put("ContactIds", contacts);
    parameters.put(
        "LatestOnly", client.getObjectFactory().newPrimitiveValueBuilder().buildBoolean(true));
    assertThat(idsOf(invoked("touchstone_LoadInteractions", parameters)))
        .containsExactly("opened", "sent 0", "of Bert");
  }

  @Test
  void itCallsFunctions() {
    assertThat(called("WhoAmI").getComplexValue().get("OrganizationId").getValue().toString())
        .isEqualTo("00000000-0000-0000-0000-000000000001");
    assertThat(called("RetrieveVersion").getComplexValue().get("Version").getValue().toString())
        .startsWith("9.2.");
  }

  static Stream<ContentType> forms() {
    return Stream.of(
        ContentType.JSON_NO_METADATA,
        ContentType.JSON,
        ContentType.JSON_FULL_METADATA,
        ContentType.create("application/json;odata.metadata=minimal;IEEE754Compatible=true"));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void itPagesThroughASet(ContentType form) {
    List<String> ids = new ArrayList<>();
    List<Integer> pages = new ArrayList<>();
    URI next = annas().filter("contactid eq '" + ANNA.value() + "'").count(true).build();
    while (next != null) {
      ODataEntitySetRequest<ClientEntitySet> request =
          client.getRetrieveRequestFactory().getEntitySetRequest(next);
      request.setPrefer(client.newPreferences().maxPageSize(10));
      request.setFormat(form);
      ODataRetrieveResponse<ClientEntitySet> answer = request.execute();
      assertThat(answer.getHeader("Preference-Applied")).containsExactly("odata.maxpagesize=10");
      ClientEntitySet page = answer.getBody();
      assertThat(page.getCount()).isEqualTo(ROWS + 1);
      page.getEntities().forEach(it -> ids.add(text(it, "interactionid")));
      pages.add(page.getEntities().size());
      next = page.getNext();
    }
    assertThat(pages).containsExactly(10, 10, 6);
    assertThat(ids).hasSize(ROWS + 1).doesNotHaveDuplicates().contains("opened", "sent 24");
  }

  @Test
  void itIsToldTypesAndLinksIfItAsksForThem() {
    URI uri = annas().filter("contactid eq '" + BERT.value() + "'").build();
    ODataEntitySetRequest<ClientEntitySet> request =
        client.getRetrieveRequestFactory().getEntitySetRequest(uri);
    request.setFormat(ContentType.JSON_FULL_METADATA);
    ClientEntity bert = request.execute().getBody().getEntities().getFirst();
    assertThat(bert.getTypeName()).isEqualTo(named("interaction"));
    assertThat(bert.getProperty("version").getPrimitiveValue().getTypeName())
        .isEqualTo("Edm.Int64");
    assertThat(bert.getProperty("timestamp").getPrimitiveValue().getTypeName())
        .isEqualTo("Edm.DateTimeOffset");
    assertThat(bert.getId()).isEqualTo(bert.getLink());
    ClientEntity again =
        client.getRetrieveRequestFactory().getEntityRequest(bert.getId()).execute().getBody();
    assertThat(text(again, "interactionid")).isEqualTo("of Bert");
  }

  @Test
  void itReadsOneByItsKeyAndWhatWasSelected() {
    ClientEntity first = entities(annas().filter("contactid eq '" + BERT.value() + "'")).getFirst();
    ClientEntity again =
        client
            .getRetrieveRequestFactory()
            .getEntityRequest(
                annas().appendKeySegment(text(first, "interactionkey")).select("timestamp").build())
            .execute()
            .getBody();
    assertThat(again.getProperties())
        .extracting(ClientProperty::getName)
        .containsExactly("interactionkey", "timestamp");
  }

  @Test
  void itCounts() {
    URI uri = annas().count().filter("contactid eq '" + ANNA.value() + "'").build();
    assertThat(
            client.getRetrieveRequestFactory().getValueRequest(uri).execute().getBody().toString())
        .isEqualTo(Integer.toString(ROWS + 1));
  }

  @Test
  void itSendsABatch() {
    client.getConfiguration().setContinueOnError(true);
    ODataBatchRequest request = client.getBatchRequestFactory().getBatchRequest(root);
    BatchManager batch = request.payloadManager();
    batch.addRequest(
        client
            .getRetrieveRequestFactory()
            .getEntitySetRequest(
                annas().filter("contactid eq '" + ANNA.value() + "'").top(3).build()));
    batch.addRequest(client.getRetrieveRequestFactory().getEntitySetRequest(annas().build()));
    batch
        .addChangeset()
        .addRequest(
            (ODataBatchableRequest)
                invocation(
                    "msdyncrm_LoadInteractionsPublic",
                    Map.of("ContactId", text(BERT.value()), "InteractionType", text("EmailSent"))));
    ODataBatchResponse answer = batch.getResponse();
    assertThat(answer.getStatusCode()).isEqualTo(200);
    List<Integer> statuses = new ArrayList<>();
    List<Boolean> changes = new ArrayList<>();
    for (Iterator<ODataBatchResponseItem> items = answer.getBody(); items.hasNext(); ) {
      ODataBatchResponseItem item = items.next();
      ODataResponse part = item.next();
      statuses.add(part.getStatusCode());
      changes.add(item.isChangeset());
    }
    assertThat(statuses).containsExactly(200, 400, 200);
    assertThat(changes).containsExactly(false, false, true);
  }

  @Test
  void itReadsErrors() {
    assertThatExceptionOfType(ODataClientErrorException.class)
        .isThrownBy(() -> entities(annas()))
        .satisfies(
            it -> {
              assertThat(it.getStatusLine().getStatusCode()).isEqualTo(400);
              assertThat(it.getODataError().getCode()).isEqualTo("0x80060888");
              assertThat(it.getODataError().getMessage()).startsWith("The query names no contact.");
            });
  }

  private URIBuilder annas() {
    return client.newURIBuilder(root).appendEntitySetSegment("interactions");
  }

  private List<ClientEntity> entities(URIBuilder uri) {
    return client
        .getRetrieveRequestFactory()
        .getEntitySetRequest(uri.build())
        .execute()
        .getBody()
        .getEntities();
  }

  private ClientProperty invoked(String action, Map<String, ClientValue> parameters) {
    return invocation(action, parameters).execute().getBody();
  }

  private ODataInvokeRequest<ClientProperty> invocation(
      String action, Map<String, ClientValue> parameters) {
    URI uri = client.newURIBuilder(root).appendActionCallSegment(action).build();
    return client
        .getInvokeRequestFactory()
        .getActionInvokeRequest(uri, ClientProperty.class, parameters);
  }

  private ClientProperty called(String function) {
    URI uri = client.newURIBuilder(root).appendOperationCallSegment(function).build();
    return client
        .getInvokeRequestFactory()
        .getFunctionInvokeRequest(uri, ClientProperty.class)
        .execute()
        .getBody();
  }

  private ClientValue text(String value) {
    return client.getObjectFactory().newPrimitiveValueBuilder().buildString(value);
  }

  private static String text(ClientEntity entity, String property) {
    return entity.getProperty(property).getPrimitiveValue().toString();
  }

  private static List<String> idsOf(ClientProperty answer) {
    JsonNode rows = JSON.readTree(answer.getComplexValue().get("Data").getValue().toString());
    return rows.valueStream()
        .map(it -> InteractionId.parse(it.get("InteractionId").asString()).value())
        .toList();
  }

  private static FullQualifiedName named(String name) {
    return new FullQualifiedName("Microsoft.Dynamics.CRM", name);
  }
}
