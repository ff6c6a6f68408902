package dev.touchstone.http;

import dev.touchstone.access.Authentication;
import dev.touchstone.access.Caller;
import dev.touchstone.access.Permission;
import dev.touchstone.access.Refusal;
import dev.touchstone.access.Role;
import dev.touchstone.odata.ODataError;
import dev.touchstone.privacy.audit.Occasion;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Lets callers through, if they may and as often as they may, or says why not. Thread-safe. */
final class Gate {
  private static final String NO_CREDENTIALS =
      "The request has no credentials; send 'Authorization: Bearer <token or API key>'.";

  private final Access access;

  Gate(Access access) {
    this.access = access;
  }

  /** A request that nobody is known to have made yet. */
  Visit visit(UUID id) {
    return new Visit(
        access.throttle(), access.trail(), new Occasion(id.toString(), InstantSource.system()));
  }

  /**
   * What stands against a request; empty if nothing does. Every request of a known caller counts,
   * also one that is refused for want of a right.
   *
   * @param permission what it takes; null if any caller will do
   * @param organization as the caller knows this server
   */
  Optional<ODataError> refusal(
      Request request, Visit visit, @Nullable Permission permission, String organization) {
    return switch (authenticate(request)) {
      case Authentication.Accepted(Caller caller) -> {
        RequestLine.setCaller(request, caller);
        visit.occasion().by(caller.id(), mayReadRestricted(caller, permission));
        Optional<ODataError> excess = visit.begin(counted(request, caller));
        yield excess.isPresent() || permission == null || caller.may(permission)
            ? excess
            : Optional.of(ODataError.forbidden(lacking(permission)));
      }
      case Authentication.Missing missing ->
          Optional.of(ODataError.unauthorized(NO_CREDENTIALS, access.challenge(organization)));
      case Authentication.Refused(Refusal reason) ->
          Optional.of(ODataError.unauthorized(reason.words(), access.challenge(organization)));
      case Authentication.Unavailable unavailable ->
          Optional.of(ODataError.unjudged(unavailable.retryAfter()));
    };
  }

  /**
   * Whether a caller may read contacts that are restricted. Where nobody says who they are, the
   * privacy role's own paths may, and those of readers may not.
   */
  private static boolean mayReadRestricted(Caller caller, @Nullable Permission permission) {
    return switch (caller.kind()) {
      case KEY, TOKEN -> caller.may(Permission.PACKAGE);
      case ANYONE -> permission == Permission.PACKAGE;
    };
  }

  /** Whose allowance a request uses: where nobody says who they are, that of their address. */
  private static String counted(Request request, Caller caller) {
    return switch (caller.kind()) {
      case KEY, TOKEN -> caller.kind() + " " + caller.id();
      case ANYONE -> "address " + Request.getRemoteAddr(request);
    };
  }

  private Authentication authenticate(Request request) {
    List<HttpField> headers = request.getHeaders().getFields(HttpHeader.AUTHORIZATION);
    return headers.size() > 1
        ? new Authentication.Refused(Refusal.HEADER)
        : access
            .authenticator()
            .authenticate(headers.isEmpty() ? null : headers.getFirst().getValue());
  }

  private static String lacking(Permission permission) {
    String roles =
        Arrays.stream(Role.values())
            .filter(role -> role.permissions().contains(permission))
            .map(Role::text)
            .collect(Collectors.joining(", "));
    return "The credentials are good, but do not grant the permission %s; roles that do: %s."
        .formatted(permission, roles);
  }
}
