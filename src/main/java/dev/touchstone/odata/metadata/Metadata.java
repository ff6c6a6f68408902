package dev.touchstone.odata.metadata;

import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.odata.JsonForm;
import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What the service says about itself, written once from one model. Immutable; the arrays belong to
 * the instance and must not be changed.
 */
public final class Metadata {
  public static final String NAMESPACE = "Microsoft.Dynamics.CRM";

  // Operations
  public static final String LOAD_INTERACTIONS_PUBLIC = "msdyncrm_LoadInteractionsPublic";
  public static final String LOAD_INTERACTIONS = "touchstone_LoadInteractions";
  public static final String WHO_AM_I = "WhoAmI";
  public static final String RETRIEVE_VERSION = "RetrieveVersion";
  public static final String RETRIEVE_CURRENT_ORGANIZATION = "RetrieveCurrentOrganization";

  // Entity sets
  public static final String INTERACTIONS = "interactions";
  public static final String INTERACTION_TYPES = "interactiontypes";
  public static final String WORKFLOWS = "workflows";

  // Types of values
  public static final String CATEGORY = "touchstone_InteractionCategory";
  public static final String DATA_TYPE = "touchstone_DataType";
  public static final String COLUMN = "touchstone_Column";
  public static final String ORGANIZATION_DETAIL = "OrganizationDetail";
  public static final String ORGANIZATION_STATE = "OrganizationState";
  public static final String ENDPOINT_COLLECTION = "EndpointCollection";
  public static final String ENDPOINT_TYPE = "EndpointType";
  public static final String ENDPOINT_ACCESS_TYPE = "EndpointAccessType";

  private static final JsonFactory JSON = new JsonFactory();

  private final Schema schema;
  private final byte[] xml;
  private final byte[] json;

  public Metadata(TypeCatalogue catalogue, InteractionProperties properties) {
    this.schema = ServiceSchema.of(catalogue, properties);
    this.xml = CsdlXml.write(schema);
    this.json = CsdlJson.write(schema);
  }

  /** The name of an operation's response type. */
  public static String response(String operation) {
    return operation + "Response";
  }

  /** The full name of a type. */
  public static String full(String type) {
    return NAMESPACE + "." + type;
  }

  /** CSDL 4.0 in XML, {@code application/xml}. */
  public byte[] xml() {
    return xml;
  }

  /** CSDL 4.01 in JSON, {@code application/json}. */
  public byte[] json() {
    return json;
  }

  /**
   * The service document.
   *
   * @param root the address of the service with its last slash
   */
  public byte[] serviceDocument(String root, JsonForm form) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      out.writeStartObject();
      if (form.hasContext()) {
        out.writeStringProperty("@odata.context", root + "$metadata");
      }
      out.writeArrayPropertyStart("value");
      for (Schema.EntitySet set : schema.container().entitySets()) {
        out.writeStartObject();
        out.writeStringProperty("name", set.name());
        out.writeStringProperty("kind", "EntitySet");
        out.writeStringProperty("url", set.name());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
