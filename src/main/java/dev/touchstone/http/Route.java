package dev.touchstone.http;

import dev.touchstone.access.Permission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which requests an endpoint answers. Endpoints offer theirs; the server takes a list of them. */
public final class Route {
  private final String template;
  private final Set<String> methods;
  private final @Nullable Permission permission;
  private final Endpoint endpoint;

  /**
   * @param template a path, or the beginning of paths and then {@code *}; it stands in the log
   *     instead of the path
   * @param methods the verbs that are answered; empty if the endpoint knows better
   * @param permission what a caller needs; null for a route that is open to everybody
   */
  Route(String template, Set<String> methods, @Nullable Permission permission, Endpoint endpoint) {
    this.template = template;
    this.methods = Set.copyOf(methods);
    this.permission = permission;
    this.endpoint = endpoint;
  }

  String template() {
    return template;
  }

  @Nullable Permission permission() {
    return permission;
  }

  boolean isOpen() {
    return permission == null;
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
