package dev.touchstone.http;

import java.util.Set;

/** Which requests an endpoint answers. Endpoints offer theirs; the server takes a list of them. */
public final class Route {
  private final String template;
  private final Set<String> methods;
  private final Endpoint endpoint;

  /**
   * @param template a path, or the beginning of paths and then {@code *}; it stands in the log
   *     instead of the path
   * @param methods the verbs that are answered; empty if the endpoint knows better
   */
  Route(String template, Set<String> methods, Endpoint endpoint) {
    this.template = template;
    this.methods = Set.copyOf(methods);
    this.endpoint = endpoint;
  }

  String template() {
    return template;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  boolean hasPath(String path) {
    int end = template.length() - 1;
    return template.charAt(end) == '*'
        ? path.startsWith(template.substring(0, end))
        : path.equals(template);
  }

  boolean hasMethod(String method) {
    return methods.isEmpty() || methods.contains(method);
  }

  /** The verbs, as the header Allow lists them. */
  String allowed() {
    return String.join(", ", methods.stream().sorted().toList());
  }
}
