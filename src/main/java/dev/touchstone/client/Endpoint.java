package dev.touchstone.client;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the action is.
 *
 * @param organization scheme, host and path, without a slash at its end
 * @param version of the API, like {@code v9.2}
 */
record Endpoint(String organization, String version) {
  static final String DEFAULT_VERSION = "v9.2";

  private static final Pattern VERSION = Pattern.compile("v9\\.\\d{1,2}");
  private static final Pattern PATH =
      Pattern.compile("(?<prefix>.*?)(/api/data(/(?<version>" + VERSION + "))?)?/*");

  Endpoint {
    check(VERSION.matcher(version).matches(), "the API version " + version + " is not like v9.2");
  }

  /** Reads the URI of an organization, or of its API. */
  static Endpoint parse(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    check(
        scheme.equals("http") || scheme.equals("https"),
        "an organization's URI begins with https:// or http://");
    check(uri.getHost() != null, "an organization's URI names a host");
    check(
        uri.getRawUserInfo() == null,
        "an organization's URI names no user; credentials are given apart from it");
    check(
        uri.getRawQuery() == null && uri.getRawFragment() == null,
        "an organization's URI has no ? and no #");
    Matcher path = PATH.matcher(uri.getRawPath());
    check(
        path.matches() && !path.group("prefix").contains("/api/data"),
        "an organization's URI ends before /api/data, or with its version, like /api/data/v9.2");
    String version = path.group("version");
    return new Endpoint(
        scheme + "://" + uri.getRawAuthority() + path.group("prefix"),
        version == null ? DEFAULT_VERSION : version);
  }

  Endpoint withVersion(String other) {
    return new Endpoint(organization, other);
  }

  URI action() {
    return URI.create(organization + "/api/data/" + version + "/msdyncrm_LoadInteractionsPublic");
  }

  boolean isEncrypted() {
    return organization.startsWith("https:");
  }

  private static void check(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }
}
