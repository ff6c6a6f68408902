package dev.touchstone.ingest.azure;

import dev.touchstone.interaction.InvalidValueException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * A container, or what lies below a prefix of it, and the signature that opens it.
 *
 * @param endpoint the container's URL, without the signature
 * @param prefix how the names of the blobs begin that are meant, with a slash at its end; empty for
 *     all
 * @param signature the query of a shared access signature; secret
 */
public record AzureAddress(String endpoint, String prefix, String signature) {
  private static final String ACCEPTED =
      "https://ACCOUNT.blob.core.windows.net/CONTAINER, with a prefix behind it or not";
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");
  private static final Pattern NUMERIC = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[.*]");
  private static final Pattern SIGNATURE = Pattern.compile("[\\x21-\\x7e]*\\bsig=[\\x21-\\x7e]+");

  /** Whether a text is meant as an address rather than as a path. */
  public static boolean isMeant(String text) {
    return text.startsWith("https://") || text.startsWith("http://");
  }

  /**
   * Reads an address.
   *
   * @param url with the signature as its query or without
   * @param separate the signature where the URL has none; empty where there is none
   * @throws InvalidValueException whose message holds nothing of the signature
   */
  public static AzureAddress parse(String url, String separate) {
    URI uri = uri(url);
    String host = uri.getHost();
    boolean loopback = host != null && LOOPBACK.matcher(host).matches();
    boolean secret =
        "https".equals(uri.getScheme()) || (loopback && "http".equals(uri.getScheme()));
    if (host == null || !secret || uri.getUserInfo() != null || uri.getFragment() != null) {
      throw new InvalidValueException(
          withoutQuery(url), ACCEPTED + "; http only for this machine's own addresses");
    }
    boolean accountInPath = loopback || NUMERIC.matcher(host).matches();
    String[] parts = uri.getRawPath().substring(uri.getRawPath().isEmpty() ? 0 : 1).split("/", -1);
    int containerAt = accountInPath ? 1 : 0;
    if (parts.length <= containerAt || parts[containerAt].isEmpty()) {
      throw new InvalidValueException(withoutQuery(url), ACCEPTED);
    }
    StringBuilder endpoint = new StringBuilder(uri.getScheme() + "://" + uri.getRawAuthority());
    for (int i = 0; i <= containerAt; i++) {
      endpoint.append('/').append(parts[i]);
    }
    return new AzureAddress(
        endpoint.toString(), prefix(uri, containerAt + 1), signature(uri, url, separate));
  }

  private static URI uri(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      // The exception quotes the whole text, and so does its cause.
      throw new InvalidValueException(withoutQuery(url), ACCEPTED);
    }
  }

  private static String prefix(URI uri, int partsBefore) {
    int at = 0;
    for (int i = 0; i < partsBefore; i++) {
      at = uri.getPath().indexOf('/', at + 1);
      if (at < 0) {
        return "";
      }
    }
    String prefix = uri.getPath().substring(at + 1);
    return prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
  }

  private static String signature(URI uri, String url, String separate) {
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    String other = separate.strip();
    if (!query.isEmpty() && !other.isEmpty()) {
      throw new InvalidValueException(
          withoutQuery(url),
          "a signature in the URL, in a file or in the environment, but not in two");
    }
    String signature = query.isEmpty() ? other : query;
    signature = signature.startsWith("?") ? signature.substring(1) : signature;
    if (!SIGNATURE.matcher(signature).matches()) {
      throw new InvalidValueException(
          withoutQuery(url), "a URL with its shared access signature, such as sv=…&sig=…");
    }
    return signature;
  }

  private static String withoutQuery(String url) {
    if (url.contains("@")) {
      // What stands before it may be a password.
      return url.substring(0, url.indexOf("://") + 3) + "…";
    }
    int end = url.length();
    for (char c : new char[] {'?', '#'}) {
      int at = url.indexOf(c);
      end = at < 0 ? end : Math.min(end, at);
    }
    return url.substring(0, end);
  }

  /** The address without its signature. */
  public String name() {
    return prefix.isEmpty() ? endpoint : endpoint + "/" + prefix;
  }

  @Override
  public String toString() {
    return name();
  }
}
