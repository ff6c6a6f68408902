package dev.touchstone.access;

import dev.touchstone.config.ConfigException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** What a URL of a provider must be: HTTPS, or HTTP to the machine itself. */
final class Endpoint {
  private static final int MAX_LENGTH = 2_000;
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private Endpoint() {}

  /**
   * Reads a URL.
   *
   * @throws ConfigException if it is none, or none that may be used
   */
  static URI parse(String name, String text) {
    try {
      return check(name, new URI(text));
    } catch (URISyntaxException e) {
      throw new ConfigException("%s is '%s', which is not a URL".formatted(name, text), e);
    }
  }

  /**
   * Checks a URL and returns it.
   *
   * @throws ConfigException if it may not be used
   */
  static URI check(String name, URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    boolean secure =
        scheme.equals("https") || (scheme.equals("http") && THIS_MACHINE.contains(host));
    if (!secure || host.isEmpty()) {
      throw new ConfigException(
          "%s is '%s'; it must be an https URL (http only to localhost)".formatted(name, uri),
          null);
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw new ConfigException(name + " is a URL with a user or a fragment", null);
    }
    if (uri.toString().length() > MAX_LENGTH) {
      throw new ConfigException(
          "%s is a URL of more than %d characters".formatted(name, MAX_LENGTH), null);
    }
    return uri;
  }
}
