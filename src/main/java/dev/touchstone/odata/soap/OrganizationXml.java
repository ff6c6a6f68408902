package dev.touchstone.odata.soap;

import dev.touchstone.odata.api.OrganizationDetail;
import dev.touchstone.odata.api.ServiceIdentity;
import java.util.Map;
import java.util.stream.Collectors;

/** What an organization says of itself, in XML. All methods are pure. */
final class OrganizationXml {
  /** The name that .NET's serializer makes up for a pair of these types. */
  private static final String PAIR = "KeyValuePairOfEndpointTypestringyDL0RVHi";

  private OrganizationXml() {}

  /**
   * The value of a result.
   *
   * @param address under which the caller knows this server
   */
  static String detail(ServiceIdentity identity, String address) {
    OrganizationDetail detail = OrganizationDetail.of(identity, address);
    return "<c:value i:type=\"e:OrganizationDetail\" xmlns:e=\"%s\"><e:Endpoints>%s</e:Endpoints>"
            .formatted(Namespaces.ORGANIZATION, endpoints(detail.endpoints()))
        + element("FriendlyName", detail.friendlyName())
        + element("OrganizationId", detail.organizationId().toString())
        + element("OrganizationVersion", detail.version())
        + element("State", OrganizationDetail.STATE)
        + element("UniqueName", detail.uniqueName())
        + element("UrlName", detail.uniqueName())
        + "</c:value>";
  }

  private static String endpoints(Map<String, String> endpoints) {
    return endpoints.entrySet().stream()
        .map(
            it ->
                "<e:%s><c:key>%s</c:key><c:value>%s</c:value></e:%s>"
                    .formatted(PAIR, it.getKey(), SoapXml.escape(it.getValue()), PAIR))
        .collect(Collectors.joining());
  }

  private static String element(String name, String text) {
    return "<e:%s>%s</e:%s>".formatted(name, SoapXml.escape(text), name);
  }
}
