package dev.touchstone.odata.metadata;

import dev.touchstone.interaction.DataType;
import dev.touchstone.interaction.InteractionType;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.odata.metadata.Schema.Container;
import dev.touchstone.odata.metadata.Schema.EntitySet;
import dev.touchstone.odata.metadata.Schema.EnumType;
import dev.touchstone.odata.metadata.Schema.Member;
import dev.touchstone.odata.metadata.Schema.Operation;
import dev.touchstone.odata.metadata.Schema.OperationKind;
import dev.touchstone.odata.metadata.Schema.StructuredType;
import dev.touchstone.odata.metadata.Schema.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The model of this service: the action that callers know, what Dataverse offers around it, and
 * ours. All methods are pure.
 *
 * <p>Of each kind of element there are at least two: a generator that reads XML into objects takes
 * a single element for no list.
 */
final class ServiceSchema {
  private ServiceSchema() {}

  static Schema of(TypeCatalogue catalogue, InteractionProperties properties) {
    return new Schema(
        Metadata.NAMESPACE,
        "mscrm",
        List.of(
            new EnumType(Metadata.CATEGORY, categories(catalogue)),
            new EnumType(
                Metadata.DATA_TYPE, Arrays.stream(DataType.values()).map(Names::dataType).toList()),
            new EnumType(Metadata.ENDPOINT_ACCESS_TYPE, List.of("Default", "Internet", "Intranet")),
            new EnumType(
                Metadata.ENDPOINT_TYPE,
                List.of("OrganizationService", "OrganizationDataService", "WebApplication")),
            new EnumType(Metadata.ORGANIZATION_STATE, List.of("Enabled", "Disabled"))),
        List.of(
            loaded(Metadata.LOAD_INTERACTIONS_PUBLIC),
            loaded(Metadata.LOAD_INTERACTIONS),
            complex(
                Metadata.response(Metadata.WHO_AM_I),
                required("BusinessUnitId", ValueType.GUID),
                required("UserId", ValueType.GUID),
                required("OrganizationId", ValueType.GUID)),
            complex(
                Metadata.response(Metadata.RETRIEVE_VERSION),
                required("Version", ValueType.STRING)),
            complex(
                Metadata.response(Metadata.RETRIEVE_CURRENT_ORGANIZATION),
                new Member("Detail", ValueType.of(Metadata.ORGANIZATION_DETAIL))),
            organizationDetail(),
            endpointCollection(),
            complex(
                Metadata.COLUMN,
                required("name", ValueType.STRING),
                required("datatype", ValueType.of(Metadata.DATA_TYPE)))),
        List.of(interaction(properties), interactionType(), workflow()),
        List.of(
            loadInteractionsPublic(),
            loadInteractions(),
            function(Metadata.WHO_AM_I),
            function(Metadata.RETRIEVE_VERSION),
            function(
                Metadata.RETRIEVE_CURRENT_ORGANIZATION,
                required("AccessType", ValueType.of(Metadata.ENDPOINT_ACCESS_TYPE)))),
        new Container(
            "System",
            List.of(
                new EntitySet(Metadata.INTERACTIONS, "interaction"),
                new EntitySet(Metadata.INTERACTION_TYPES, "interactiontype"),
                new EntitySet(Metadata.WORKFLOWS, "workflow"))));
  }

  private static List<String> categories(TypeCatalogue catalogue) {
    return catalogue.types().stream()
        .map(InteractionType::category)
        .filter(Objects::nonNull)
        .map(Names::category)
        .distinct()
        .toList();
  }

  private static Operation loadInteractionsPublic() {
    return new Operation(
        OperationKind.ACTION,
        Metadata.LOAD_INTERACTIONS_PUBLIC,
        List.of(
            required("ContactId", ValueType.PARAMETER_STRING),
            required("InteractionType", ValueType.PARAMETER_STRING),
            new Member("DateFrom", ValueType.PARAMETER_STRING),
            new Member("DateTo", ValueType.PARAMETER_STRING),
            new Member("Top", ValueType.INT32),
            new Member("SkipToken", ValueType.PARAMETER_STRING)),
        answer(Metadata.LOAD_INTERACTIONS_PUBLIC));
  }

  private static Operation loadInteractions() {
    return new Operation(
        OperationKind.ACTION,
        Metadata.LOAD_INTERACTIONS,
        List.of(
            required("ContactIds", ValueType.PARAMETER_STRING.many()),
            new Member("InteractionTypes", ValueType.PARAMETER_STRING.many()),
            new Member("DateFrom", ValueType.PARAMETER_STRING),
            new Member("DateTo", ValueType.PARAMETER_STRING),
            new Member("LatestOnly", ValueType.BOOLEAN),
            new Member("Top", ValueType.INT32),
            new Member("SkipToken", ValueType.PARAMETER_STRING)),
        answer(Metadata.LOAD_INTERACTIONS));
  }

  private static Operation function(String name, Member... parameters) {
    return new Operation(OperationKind.FUNCTION, name, List.of(parameters), answer(name));
  }

  private static ValueType answer(String operation) {
    return ValueType.of(Metadata.response(operation)).required();
  }

  private static StructuredType loaded(String action) {
    return complex(
        Metadata.response(action),
        new Member("Data", ValueType.STRING),
        new Member("NextSkipToken", ValueType.STRING));
  }

  private static StructuredType organizationDetail() {
    return complex(
        Metadata.ORGANIZATION_DETAIL,
        required("OrganizationId", ValueType.GUID),
        new Member("FriendlyName", ValueType.STRING),
        new Member("OrganizationVersion", ValueType.STRING),
        new Member("UrlName", ValueType.STRING),
        new Member("UniqueName", ValueType.STRING),
        new Member("Endpoints", ValueType.of(Metadata.ENDPOINT_COLLECTION)),
        required("State", ValueType.of(Metadata.ORGANIZATION_STATE)));
  }

  /** A dictionary of .NET, as Dataverse shows it: keys and values side by side. */
  private static StructuredType endpointCollection() {
    return complex(
        Metadata.ENDPOINT_COLLECTION,
        required("Count", ValueType.INT32),
        required("IsReadOnly", ValueType.BOOLEAN),
        required("Keys", ValueType.of(Metadata.ENDPOINT_TYPE).many()),
        new Member("Values", ValueType.STRING.many()));
  }

  private static StructuredType complex(String name, Member... properties) {
    return new StructuredType(name, null, false, List.of(properties));
  }

  private static StructuredType interaction(InteractionProperties properties) {
    return new StructuredType(
        "interaction",
        InteractionProperties.KEY,
        true,
        properties.names().stream().map(name -> property(properties, name)).toList());
  }

  private static Member property(InteractionProperties properties, String name) {
    return switch (name) {
      case InteractionProperties.TIMESTAMP -> required(name, ValueType.MOMENT);
      case InteractionProperties.VERSION -> required(name, ValueType.INT64);
      case InteractionProperties.KEY,
          InteractionProperties.CONTACT,
          InteractionProperties.TYPE,
          InteractionProperties.ID ->
          required(name, ValueType.STRING);
      default -> new Member(name, type(properties.declaredType(name)));
    };
  }

  private static ValueType type(DataType type) {
    return switch (type) {
      case STRING, GUID -> ValueType.STRING;
      case INT64 -> ValueType.INT64;
      case DOUBLE -> ValueType.DOUBLE;
      case DATE_TIME -> ValueType.MOMENT;
    };
  }

  private static StructuredType interactionType() {
    return new StructuredType(
        "interactiontype",
        "name",
        false,
        List.of(
            required("name", ValueType.STRING),
            new Member("category", ValueType.of(Metadata.CATEGORY)),
            new Member("description", ValueType.STRING),
            required("documented", ValueType.BOOLEAN),
            required("percontact", ValueType.BOOLEAN),
            required("aliases", ValueType.STRING.many()),
            required("columns", ValueType.of(Metadata.COLUMN).many())));
  }

  private static StructuredType workflow() {
    return new StructuredType(
        "workflow",
        "workflowid",
        false,
        Stream.concat(
                Stream.of(required("workflowid", ValueType.GUID)),
                Stream.concat(
                    Stream.of("name", "uniquename", "primaryentity")
                        .map(name -> new Member(name, ValueType.STRING)),
                    Stream.of("category", "type", "statecode", "statuscode")
                        .map(name -> new Member(name, ValueType.INT32))))
            .toList());
  }

  private static Member required(String name, ValueType type) {
    return new Member(name, type.required());
  }
}
