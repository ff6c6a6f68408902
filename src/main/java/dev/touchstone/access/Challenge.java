package dev.touchstone.access;

import dev.touchstone.config.ConfigException;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a caller without good credentials is told: the value of the one {@code WWW-Authenticate}
 * header.
 *
 * <p>Microsoft's .NET client asks without a token first. Its parser takes the first header only,
 * wants {@code Bearer} and both keys, splits at every comma and equals sign, turns both values into
 * absolute URIs, and cuts {@code oauth2/authorize} off the first to get the authority where it then
 * asks for a token. So the URLs stand unquoted, and one that holds a comma, an equals sign, a quote
 * or white space is not accepted.
 *
 * @param authorizationUri where tokens come from
 * @param resourceId what tokens are for: the server's own URI
 */
public record Challenge(URI authorizationUri, URI resourceId) {
  private static final Pattern BREAKS_THE_PARSER = Pattern.compile("[,=\"\\s]");
  private static final Pattern ENTRA =
      Pattern.compile(
          "https://(?:sts\\.windows\\.net|login\\.microsoftonline\\.com)/([^/]+)/(?:v2\\.0)?");

  public Challenge {
    check("authorization_uri", authorizationUri);
    check("resource_id", resourceId);
  }

  /**
   * The challenge of a server.
   *
   * @param server the server's own URI, as callers write it
   * @param openId where tokens come from; without, the server names itself, since both keys must be
   *     there, and the words of the answer tell about API keys
   */
  public static Challenge of(URI server, @Nullable OpenIdSettings openId) {
    URI own = server.resolve("/");
    return new Challenge(openId == null ? own : authorizationUri(openId), own);
  }

  /** The header's value. */
  public String headerValue() {
    return "Bearer authorization_uri=%s, resource_id=%s".formatted(authorizationUri, resourceId);
  }

  private static URI authorizationUri(OpenIdSettings openId) {
    if (openId.authorizationUri() != null) {
      return openId.authorizationUri();
    }
    String issuer = openId.issuers().getFirst();
    Matcher entra = ENTRA.matcher(issuer);
    return URI.create(
        entra.matches()
            ? "https://login.microsoftonline.com/" + entra.group(1) + "/oauth2/authorize"
            : issuer);
  }

  private static void check(String name, URI uri) {
    if (!uri.isAbsolute() || uri.getHost() == null) {
      throw new ConfigException(name + " is '" + uri + "', which is not an absolute URL", null);
    }
    if (BREAKS_THE_PARSER.matcher(uri.toString()).find()) {
      throw new ConfigException(
          name + " is '" + uri + "'; clients cannot read a URL with a comma or an equals sign here",
          null);
    }
  }
}
