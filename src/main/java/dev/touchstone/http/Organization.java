package dev.touchstone.http;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Under which scheme and authority a caller knows this server: {@code https://host:port}, without a
 * slash at the end.
 *
 * <p>Headers of proxies (Forwarded and its kin) are not trusted: anybody can send them.
 */
final class Organization {
  private static final Pattern AUTHORITY =
      Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

  private final @Nullable String fixed;

  /** The one that was named last: most requests name the same. */
  private volatile @Nullable String accepted;

  /**
   * @param publicUri null to take it from each request
   */
  Organization(@Nullable URI publicUri) {
    fixed = publicUri == null ? null : publicUri.getScheme() + "://" + publicUri.getAuthority();
  }

  /** Whether a URI has a scheme of the web, an authority and nothing else. */
  static boolean isValid(URI uri) {
    String scheme = uri.getScheme();
    String path = uri.getPath();
    return ("http".equals(scheme) || "https".equals(scheme))
        && uri.getRawAuthority() != null
        && AUTHORITY.matcher(uri.getRawAuthority()).matches()
        && (path == null || path.isEmpty() || path.equals("/"))
        && uri.getQuery() == null
        && uri.getFragment() == null;
  }

  /** Empty if the request names a host that is none. */
  Optional<String> of(Request request) {
    if (fixed != null) {
      return Optional.of(fixed);
    }
    String authority = authority(request);
    return isAccepted(authority)
        ? Optional.of(request.getHttpURI().getScheme().toLowerCase(Locale.ROOT) + "://" + authority)
        : Optional.empty();
  }

  private boolean isAccepted(String authority) {
    if (authority.equals(accepted)) {
      return true;
    }
    if (!AUTHORITY.matcher(authority).matches()) {
      return false;
    }
    accepted = authority;
    return true;
  }

  /** The Host as it was sent; HTTP/1.0 may leave it out, HTTP/2 has its own form of it. */
  private static String authority(Request request) {
    String host = request.getHeaders().get(HttpHeader.HOST);
    if (host != null) {
      return host;
    }
    String authority = request.getHttpURI().getAuthority();
    return authority != null
        ? authority
        : Request.getServerName(request) + ":" + Request.getServerPort(request);
  }
}
