package dev.touchstone.odata.api;

import dev.touchstone.odata.ODataError;
import dev.touchstone.odata.ODataService;
import dev.touchstone.odata.metadata.Metadata;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final Pattern VERSION = Pattern.compile("v9\\.[0-9]{1,9}");
  private static final Pattern KEYED = Pattern.compile("([^()]*)\\((.*)\\)", Pattern.DOTALL);

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
    if (!VERSION.matcher(version).matches()) {
      throw ODataError.notFound(version).exception();
    }
    String segment = slash < 0 ? "" : below.substring(slash + 1);
    if (segment.endsWith("/")) {
      segment = segment.substring(0, segment.length() - 1);
    }
    String root = ODataService.ROOT + version + "/";
    Matcher keyed = KEYED.matcher(segment);
    if (keyed.matches()) {
      return new ServicePath(root, plain(keyed.group(1)), keyed.group(2), false);
    }
    boolean count = segment.endsWith(COUNT);
    String name = count ? segment.substring(0, segment.length() - COUNT.length()) : segment;
    return name.indexOf('/') >= 0 ? null : new ServicePath(root, plain(name), null, count);
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
