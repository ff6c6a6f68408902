package dev.touchstone.cli;

import dev.touchstone.access.AdminKey;
import dev.touchstone.access.ApiKeys;
import dev.touchstone.access.Authenticator;
import dev.touchstone.access.OpenIdSettings;
import dev.touchstone.access.OpenIdTokens;
import dev.touchstone.access.Role;
import dev.touchstone.config.Config;
import dev.touchstone.config.ConfigException;
import dev.touchstone.config.OpenIdConfig;
import dev.touchstone.http.Access;
import dev.touchstone.http.Throttle;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.privacy.audit.Trail;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * Whom a server of a data folder lets in, and how often. Here is wired what the settings say about
 * it.
 */
final class Callers {
  private Callers() {}

  /**
   * @param trail takes note of what they read
   * @param changed told what is known of the keys, by their ids, when it changed
   */
  static Access access(
      Path folder, Config config, Trail trail, Consumer<SortedMap<String, String>> changed) {
    Throttle throttle = new Throttle(config.limits(), System::nanoTime);
    if (!config.authentication()) {
      return new Access(Authenticator.OFF, null, throttle, trail);
    }
    OpenIdSettings openId = config.openId() == null ? null : settings(config.openId());
    OpenIdTokens tokens = openId == null ? null : new OpenIdTokens(openId, InstantSource.system());
    ApiKeys keys = new ApiKeys(folder, InstantSource.system(), new SecureRandom(), changed);
    return new Access(Authenticator.of(keys, tokens), openId, throttle, trail);
  }

  /** The keys of a data folder, which need not be open for it. */
  static ApiKeys keys(Path folder) {
    return new ApiKeys(folder, InstantSource.system(), new SecureRandom());
  }

  /** The key with which a new data folder is first opened. */
  static AdminKey adminKey(Path folder) {
    return AdminKey.ensure(folder, InstantSource.system(), new SecureRandom());
  }

  private static OpenIdSettings settings(OpenIdConfig config) {
    return new OpenIdSettings(
        config.issuers(),
        config.audiences(),
        config.jwksUri(),
        config.authorizationUri(),
        config.roleClaims(),
        roles(config.roles()),
        config.clockSkew(),
        config.keysMaxAge(),
        config.outageMaxAge());
  }

  private static Map<String, Role> roles(Map<String, String> names) {
    Map<String, Role> roles = new LinkedHashMap<>();
    try {
      names.forEach((value, name) -> roles.put(value, Role.parse(name)));
    } catch (InvalidValueException e) {
      throw new ConfigException("auth.oidc.roles: " + e.getMessage(), e);
    }
    return roles;
  }
}
