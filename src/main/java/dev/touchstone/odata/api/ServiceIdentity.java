package dev.touchstone.odata.api;

import java.util.UUID;

/** Who answers, as {@code WhoAmI} tells it. */
public record ServiceIdentity(UUID organizationId, UUID businessUnitId, UUID userId) {
  /** The version that {@code RetrieveVersion} tells: callers ask whether it is at least 9.2. */
  public static final String VERSION = "9.2.26051.100";
}
