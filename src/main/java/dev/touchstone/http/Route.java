package dev.touchstone.http;

import dev.touchstone.access.Permission;
import dev.touchstone.odata.Answer;
import dev.touchstone.odata.ODataError;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which requests an endpoint answers. Endpoints offer theirs; the server takes a list of them. */
public final class Route {
  private final String template;
  private final Set<String> methods;
  private final @Nullable Function<String, Permission> permission;
  private final Endpoint endpoint;
  private final Function<ODataError, Answer> errors;

  /**
   * @param template a path, or the beginning of paths and then {@code *}; it stands in the log
   *     instead of the path
   * @param methods the verbs that are answered; empty if the endpoint knows better
   * @param permission what a caller needs; null for a route that is open to everybody
   */
  Route(String template, Set<String> methods, @Nullable Permission permission, Endpoint endpoint) {
    this(
        template,
        methods,
        endpoint,
        permission == null ? null : path -> permission,
        ODataError::answer);
  }

  /**
   * A route whose paths do not all take the same.
   *
   * @param permission what a caller needs for a path
   */
  static Route byPath(
      String template,
      Set<String> methods,
      Function<String, Permission> permission,
      Endpoint endpoint) {
    return new Route(template, methods, endpoint, permission, ODataError::answer);
  }

  private Route(
      String template,
      Set<String> methods,
      Endpoint endpoint,
      @Nullable Function<String, Permission> permission,
      Function<ODataError, Answer> errors) {
    this.template = template;
    this.methods = Set.copyOf(methods);
    this.permission = permission;
    this.endpoint = endpoint;
    this.errors = errors;
  }

  /** The same route, whose callers read errors in another form. */
  Route telling(Function<ODataError, Answer> form) {
    return new Route(template, methods, endpoint, permission, form);
  }

  /** An error that its endpoint did not answer itself, as the route's callers read it. */
  Answer answer(ODataError error) {
    return errors.apply(error);
  }

  String template() {
    return template;
  }

  /** What a caller needs for a path; null if it is open to everybody. */
  @Nullable Permission permission(String path) {
    return permission == null ? null : permission.apply(path);
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
