package dev.touchstone.odata.api;

import dev.touchstone.odata.ODataError;
import dev.touchstone.odata.ODataService;
import dev.touchstone.odata.metadata.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * What a path names: {@code /api/data/v9.2/name('key')/rest}.
 *
 * @param root the path of the service of that version, with its last slash
 * @param name without the namespace, with which operations may be named in full; empty for the
 *     service itself
 * @param key what stands in parentheses, as it stands there; null where there are none
 * @param count whether only the number of entities is asked for, by {@code /$count}
 */
record ServicePath(String root, String name, @Nullable String key, boolean count) {
  private static final String COUNT = "/$count";
  private static final String VERSION = "v9.";
  private static final int MAX_VERSION_DIGITS = 9;

  /**
   * Reads a path.
   *
   * @param path decoded
   * @return null if it names more than one segment, which is for others to answer
   * @throws dev.touchstone.odata.ODataException 404 if it is not of a version 9
   */
  static @Nullable ServicePath parse(String path) {
    String below =
        path.startsWith(ODataService.ROOT) ? path.substring(ODataService.ROOT.length()) : "";
    int slash = below.indexOf('/');
    String version = slash < 0 ? below : below.substring(0, slash);
    if (!isVersion(version)) {
      throw ODataError.notFound(version).exception();
    }
    String segment = slash < 0 ? "" : below.substring(slash + 1);
    if (segment.endsWith("/")) {
      segment = segment.substring(0, segment.length() - 1);
    }
    String root = ODataService.ROOT + version + "/";
    int open = segment.indexOf('(');
    if (open >= 0 && segment.endsWith(")") && segment.indexOf(')') > open) {
      String inside = segment.substring(open + 1, segment.length() - 1);
      return new ServicePath(root, plain(segment.substring(0, open)), inside, false);
    }
    boolean count = segment.endsWith(COUNT);
    String name = count ? segment.substring(0, segment.length() - COUNT.length()) : segment;
    return name.indexOf('/') >= 0 ? null : new ServicePath(root, plain(name), null, count);
  }

  /** {@code v9.} and 1 to 9 digits. */
  private static boolean isVersion(String text) {
    int digits = text.length() - VERSION.length();
    boolean fits = text.startsWith(VERSION) && digits >= 1 && digits <= MAX_VERSION_DIGITS;
    for (int i = VERSION.length(); i < text.length(); i++) {
      fits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return fits;
  }

  private static String plain(String name) {
    String namespace = Metadata.NAMESPACE + ".";
    return name.startsWith(namespace) ? name.substring(namespace.length()) : name;
  }

  /**
   * The value of the key, without quotes: it may stand alone or behind its name, {@code ('value')}
   * or {@code (name='value')}.
   *
   * @param property the name of the key property
   * @return null where there are no parentheses
   */
  @Nullable String key(String property) {
    if (key == null) {
      return null;
    }
    String named = property + "=";
    String value = key.startsWith(named) ? key.substring(named.length()) : key;
    boolean quoted = value.length() > 1 && value.startsWith("'") && value.endsWith("'");
    return quoted ? value.substring(1, value.length() - 1).replace("''", "'") : value;
  }
}
