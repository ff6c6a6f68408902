package dev.touchstone.odata.metadata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.touchstone.config.CatalogueFile;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.odata.JsonForm;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.olingo.client.api.ODataClient;
import org.apache.olingo.client.core.ODataClientFactory;
import org.apache.olingo.commons.api.edm.Edm;
import org.apache.olingo.commons.api.edm.EdmAction;
import org.apache.olingo.commons.api.edm.EdmEntityContainer;
import org.apache.olingo.commons.api.edm.EdmEntityType;
import org.apache.olingo.commons.api.edm.EdmParameter;
import org.apache.olingo.commons.api.edm.FullQualifiedName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

final class MetadataTest {
  private static final TypeCatalogue CATALOGUE = CatalogueFile.standard();

  private final Metadata metadata = new Metadata(CATALOGUE, new InteractionProperties(CATALOGUE));

  @Test
  void anotherPartysClientReadsItAndFindsItValid() {
    ODataClient client = ODataClientFactory.getClient();
    Edm edm = client.getReader().readMetadata(new ByteArrayInputStream(metadata.xml()));

    assertThatCode(() -> client.metadataValidation().validateMetadata(edm))
        .doesNotThrowAnyException();
    assertThat(edm.getSchemas()).hasSize(1);
    assertThat(edm.getSchemas().getFirst().getAlias()).isEqualTo("mscrm");
    assertThat(edm.getSchemas().getFirst().getActions())
        .extracting(EdmAction::getName)
        .containsExactlyInAnyOrder(
            "msdyncrm_LoadInteractionsPublic", "touchstone_LoadInteractions");
  }

  @Test
  void theActionIsAsItWasDocumented() {
    EdmAction action = edm().getUnboundAction(named("msdyncrm_LoadInteractionsPublic"));

    assertThat(action.getParameterNames())
        .containsExactly("ContactId", "InteractionType", "DateFrom", "DateTo", "Top", "SkipToken");
    for (String name : action.getParameterNames()) {
      EdmParameter parameter = action.getParameter(name);
      boolean required = name.equals("ContactId") || name.equals("InteractionType");
      assertThat(parameter.isNullable()).as(name).isEqualTo(!required);
      assertThat(parameter.getType().getName())
          .as(name)
          .isEqualTo(name.equals("Top") ? "Int32" : "String");
    }
    assertThat(action.getReturnType().getType().getFullQualifiedName())
        .isEqualTo(named("msdyncrm_LoadInteractionsPublicResponse"));
    assertThat(
            edm()
                .getComplexType(named("msdyncrm_LoadInteractionsPublicResponse"))
                .getPropertyNames())
        .containsExactly("Data", "NextSkipToken");
  }

  @Test
  void everyOperationIsImportedAndEveryTypeOfASetIsThere() {
    EdmEntityContainer container = edm().getEntityContainer();

    assertThat(container.getName()).isEqualTo("System");
    assertThat(container.getActionImports())
        .allSatisfy(it -> assertThat(it.getUnboundAction()).isNotNull())
        .extracting(it -> it.getName())
        .containsExactly("msdyncrm_LoadInteractionsPublic", "touchstone_LoadInteractions");
    assertThat(container.getFunctionImports())
        .allSatisfy(it -> assertThat(it.getUnboundFunctions()).hasSize(1))
        .extracting(it -> it.getName())
        .containsExactly("WhoAmI", "RetrieveVersion", "RetrieveCurrentOrganization");
    assertThat(container.getEntitySets())
        .allSatisfy(it -> assertThat(it.getEntityType().getKeyPredicateNames()).hasSize(1))
        .extracting(it -> it.getName())
        .containsExactly("interactions", "interactiontypes", "workflows");
  }

  @Test
  void anInteractionHasEveryColumnOfTheCatalogue() {
    EdmEntityType type = edm().getEntityType(named("interaction"));

    assertThat(type.isOpenType()).isTrue();
    assertThat(type.getKeyPredicateNames()).containsExactly("interactionkey");
    assertThat(type.getPropertyNames())
        .startsWith(
            "interactionkey",
            "contactid",
            "interactiontype",
            "timestamp",
            "interactionid",
            "version",
            "accountid")
        .contains("score", "submittedvalues", "workflowid")
        .doesNotContain("internalmarketinginteractionid")
        .doesNotHaveDuplicates()
        .hasSize(6 + 87 - 5);
    assertThat(type.getProperty("timestamp").getType().toString()).contains("DateTimeOffset");
    assertThat(type.getStructuralProperty("timestamp").getPrecision()).isEqualTo(9);
    assertThat(type.getStructuralProperty("timestamp").isNullable()).isFalse();
    assertThat(type.getStructuralProperty("score").getType().getName()).isEqualTo("Double");
  }

  @Test
  void whatAGeneratorThatCountsElementsNeedsIsThere() throws Exception {
    Document xml = xml();

    assertThat(xml.getElementsByTagName("Schema").getLength()).isOne();
    for (String element :
        List.of("Action", "Function", "ComplexType", "EnumType", "EntityType", "EntitySet")) {
      assertThat(xml.getElementsByTagName(element).getLength()).as(element).isGreaterThan(1);
    }
    NodeList sets = xml.getElementsByTagName("EntitySet");
    for (int i = 0; i < sets.getLength(); i++) {
      assertThat(((Element) sets.item(i)).getAttribute("EntityType"))
          .startsWith("Microsoft.Dynamics.CRM.");
    }
    NodeList parameters = xml.getElementsByTagName("Parameter");
    for (int i = 0; i < parameters.getLength(); i++) {
      Element parameter = (Element) parameters.item(i);
      if (parameter.getAttribute("Type").contains("Edm.String")) {
        assertThat(parameter.getAttribute("Unicode")).isEqualTo("false");
      }
    }
  }

  @Test
  void bothFormsSayTheSame() throws Exception {
    List<String> fromXml = new ArrayList<>();
    NodeList properties = xml().getElementsByTagName("Property");
    for (int i = 0; i < properties.getLength(); i++) {
      Element property = (Element) properties.item(i);
      Element type = (Element) property.getParentNode();
      fromXml.add(
          "%s.%s: %s, %s"
              .formatted(
                  type.getAttribute("Name"),
                  property.getAttribute("Name"),
                  property.getAttribute("Type"),
                  property.getAttribute("Nullable").equals("false") ? "never null" : "nullable"));
    }
    assertThat(propertiesOf(json().get("Microsoft.Dynamics.CRM"))).isEqualTo(fromXml);
  }

  @Test
  void jsonNamesItsVersionContainerAndOverloads() {
    JsonNode json = json();

    assertThat(json.get("$Version").asString()).isEqualTo("4.01");
    assertThat(json.get("$EntityContainer").asString()).isEqualTo("Microsoft.Dynamics.CRM.System");
    JsonNode action = json.at("/Microsoft.Dynamics.CRM/msdyncrm_LoadInteractionsPublic/0");
    assertThat(action.toString())
        .startsWith(
            "{\"$Kind\":\"Action\",\"$Parameter\":[{\"$Name\":\"ContactId\",\"$Unicode\":false},");
    assertThat(json.at("/Microsoft.Dynamics.CRM/System/interactions").toString())
        .isEqualTo("{\"$Collection\":true,\"$Type\":\"Microsoft.Dynamics.CRM.interaction\"}");
  }

  @Test
  void theServiceDocumentListsTheEntitySets() {
    assertThat(
            new String(
                metadata.serviceDocument("https://here.example/api/data/v9.2/", JsonForm.DEFAULT),
                UTF_8))
        .isEqualTo(
            "{\"@odata.context\":\"https://here.example/api/data/v9.2/$metadata\",\"value\":["
                + "{\"name\":\"interactions\",\"kind\":\"EntitySet\",\"url\":\"interactions\"},"
                + "{\"name\":\"interactiontypes\",\"kind\":\"EntitySet\",\"url\":\"interactiontypes\"},"
                + "{\"name\":\"workflows\",\"kind\":\"EntitySet\",\"url\":\"workflows\"}]}");
  }

  private static List<String> propertiesOf(JsonNode schema) {
    List<String> found = new ArrayList<>();
    schema
        .properties()
        .forEach(
            type -> {
              String kind = type.getValue().path("$Kind").asString("");
              if (kind.equals("EntityType") || kind.equals("ComplexType")) {
                type.getValue().properties().stream()
                    .filter(property -> !property.getKey().startsWith("$"))
                    .map(
                        property ->
                            type.getKey()
                                + "."
                                + property.getKey()
                                + ": "
                                + said(property.getValue()))
                    .forEach(found::add);
              }
            });
    return found;
  }

  private static String said(JsonNode property) {
    String type = property.path("$Type").asString("Edm.String");
    return (property.path("$Collection").asBoolean(false) ? "Collection(" + type + ")" : type)
        + (property.path("$Nullable").asBoolean(false) ? ", nullable" : ", never null");
  }

  private Edm edm() {
    return ODataClientFactory.getClient()
        .getReader()
        .readMetadata(new ByteArrayInputStream(metadata.xml()));
  }

  private Document xml() throws Exception {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(metadata.xml()));
  }

  private JsonNode json() {
    return new ObjectMapper().readTree(metadata.json());
  }

  private static FullQualifiedName named(String name) {
    return new FullQualifiedName(Metadata.NAMESPACE, name);
  }
}
