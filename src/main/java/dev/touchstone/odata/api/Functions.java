package dev.touchstone.odata.api;

import dev.touchstone.odata.ODataError;
import dev.touchstone.odata.metadata.Metadata;
import dev.touchstone.odata.query.FixedRow;
import dev.touchstone.odata.query.QueryOptions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The functions by which a caller learns whom it talks to. Immutable. */
final class Functions {
  private static final String GUID = "Guid";

  private static final String ACCESS_TYPE = "AccessType=";
  private static final List<String> ACCESS_TYPES = List.of("Default", "Internet", "Intranet");

  /** A member of an enumeration, with the name of its type or without: clients write both. */
  private static final Pattern MEMBER =
      Pattern.compile("(?:Microsoft\\.Dynamics\\.CRM\\.EndpointAccessType)?'([A-Za-z]{1,20})'");

  private final ServiceIdentity identity;
  private final FixedRow whoAmI;
  private final FixedRow version;

  Functions(ServiceIdentity identity) {
    this.identity = identity;
    this.whoAmI =
        new FixedRow.Builder()
            .put("BusinessUnitId", GUID, identity.businessUnitId())
            .put("UserId", GUID, identity.userId())
            .put("OrganizationId", GUID, identity.organizationId())
            .complex(type(Metadata.WHO_AM_I));
    this.version =
        new FixedRow.Builder()
            .put("Version", ServiceIdentity.VERSION)
            .complex(type(Metadata.RETRIEVE_VERSION));
  }

  private static String type(String function) {
    return Metadata.full(Metadata.response(function));
  }

  /**
   * The answer of a function.
   *
   * @param name one of the three
   * @param arguments what stands in parentheses; null for no parentheses
   * @param address under which the caller knows this server
   */
  FixedRow call(String name, @Nullable String arguments, QueryOptions options, String address) {
    return switch (name) {
      case Metadata.WHO_AM_I -> whoAmI;
      case Metadata.RETRIEVE_VERSION -> version;
      default -> {
        checkAccessType(arguments, options);
        yield organization(OrganizationDetail.of(identity, address));
      }
    };
  }

  /** All kinds of access have one address here, so that the kind is known is all that matters. */
  private static void checkAccessType(@Nullable String arguments, QueryOptions options) {
    if (arguments == null || arguments.isEmpty()) {
      return;
    }
    String value =
        arguments.startsWith(ACCESS_TYPE) ? arguments.substring(ACCESS_TYPE.length()) : "";
    String literal = value.startsWith("@") ? String.valueOf(options.get(value)) : value;
    Matcher member = MEMBER.matcher(literal);
    if (!member.matches() || !ACCESS_TYPES.contains(member.group(1))) {
      throw ODataError.http(
              400,
              "The argument of RetrieveCurrentOrganization is not valid; accepted is"
                  + " AccessType='Default', 'Internet' or 'Intranet'.")
          .exception();
    }
  }

  private static FixedRow organization(OrganizationDetail detail) {
    Map<String, String> addresses = detail.endpoints();
    FixedRow endpoints =
        new FixedRow.Builder()
            .put("Count", "Int32", addresses.size())
            .put("IsReadOnly", false)
            .put(
                "Keys",
                "Collection(" + Metadata.full(Metadata.ENDPOINT_TYPE) + ")",
                List.copyOf(addresses.keySet()))
            .put("Values", "Collection(String)", List.copyOf(addresses.values()))
            .complex(Metadata.full(Metadata.ENDPOINT_COLLECTION));
    FixedRow row =
        new FixedRow.Builder()
            .put("OrganizationId", GUID, detail.organizationId())
            .put("FriendlyName", detail.friendlyName())
            .put("OrganizationVersion", detail.version())
            .put("UrlName", detail.uniqueName())
            .put("UniqueName", detail.uniqueName())
            .put("Endpoints", endpoints)
            .put("State", Metadata.full(Metadata.ORGANIZATION_STATE), OrganizationDetail.STATE)
            .complex(Metadata.full(Metadata.ORGANIZATION_DETAIL));
    return new FixedRow.Builder()
        .put("Detail", row)
        .complex(type(Metadata.RETRIEVE_CURRENT_ORGANIZATION));
  }
}
