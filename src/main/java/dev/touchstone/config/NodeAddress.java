package dev.touchstone.config;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a node listens. */
public record NodeAddress(String host, int port) {
  private static final int MAX_NODES = 100;
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.%]{2,60}])(?::(\\d{1,5}))?");
  private static final int USUAL_PORT = 9042;

  public NodeAddress {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("a port of 1 to 65535, not " + port);
    }
  }

  /**
   * Reads addresses with commas between; without a port it is the usual one, 9042.
   *
   * @throws IllegalArgumentException if one of them is none, or there are more than 100
   */
  public static List<NodeAddress> parseAll(String text) {
    List<NodeAddress> nodes =
        Arrays.stream(text.split(",", -1)).map(String::strip).map(NodeAddress::parse).toList();
    if (nodes.size() > MAX_NODES) {
      throw new IllegalArgumentException("at most " + MAX_NODES + " nodes");
    }
    return nodes;
  }

  private static NodeAddress parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no host:port");
    }
    String host = matcher.group(1).replaceAll("[\\[\\]]", "");
    String port = matcher.group(2);
    return new NodeAddress(host, port == null ? USUAL_PORT : Integer.parseInt(port));
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
