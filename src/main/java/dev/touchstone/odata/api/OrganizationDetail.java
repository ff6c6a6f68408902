package dev.touchstone.odata.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What an organization says of itself to whoever connects: Microsoft's client for .NET asks it
 * before anything else.
 *
 * @param endpoints the address of each kind, in their order
 */
public record OrganizationDetail(
    UUID organizationId,
    String friendlyName,
    String uniqueName,
    String version,
    Map<String, String> endpoints) {
  public static final String STATE = "Enabled";

  private static final String FRIENDLY_NAME = "Touchstone";
  private static final String UNIQUE_NAME = "touchstone";

  public OrganizationDetail {
    endpoints = Collections.unmodifiableMap(new LinkedHashMap<>(endpoints));
  }

  /**
   * What the organization of a server says.
   *
   * @param address under which the caller knows this server, without a slash at the end
   */
  public static OrganizationDetail of(ServiceIdentity identity, String address) {
    Map<String, String> endpoints = new LinkedHashMap<>();
    endpoints.put("WebApplication", address + "/");
    endpoints.put("OrganizationService", address + "/XRMServices/2011/Organization.svc");
    endpoints.put("OrganizationDataService", address + "/api/data/v9.2/");
    return new OrganizationDetail(
        identity.organizationId(), FRIENDLY_NAME, UNIQUE_NAME, ServiceIdentity.VERSION, endpoints);
  }
}
