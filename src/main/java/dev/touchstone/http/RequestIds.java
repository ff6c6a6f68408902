package dev.touchstone.http;

import dev.touchstone.odata.ResponseHeaders;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** Gives every request an id when it is first asked for. */
final class RequestIds {
  private static final String ATTRIBUTE = RequestIds.class.getName();

  private final Supplier<UUID> fresh;

  RequestIds(Supplier<UUID> fresh) {
    this.fresh = fresh;
  }

  UUID of(Request request) {
    if (request.getAttribute(ATTRIBUTE) instanceof UUID id) {
      return id;
    }
    UUID id = fresh.get();
    request.setAttribute(ATTRIBUTE, id);
    return id;
  }

  /** Puts the headers that every response has. */
  void putHeaders(Request request, Response response) {
    ResponseHeaders.forEach(of(request), response.getHeaders()::put);
  }
}
