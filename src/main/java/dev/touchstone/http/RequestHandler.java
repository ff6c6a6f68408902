package dev.touchstone.http;

import dev.touchstone.access.Permission;
import dev.touchstone.odata.Answer;
import dev.touchstone.odata.ODataError;
import dev.touchstone.odata.ODataException;
import dev.touchstone.store.FailureLog;
import dev.touchstone.store.RestrictedException;
import dev.touchstone.store.StoreException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets callers in, finds the route of a request, has its endpoint answer, and sends the answer. To
 * who is not let in, every path is alike, but for the open ones.
 */
final class RequestHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

  private final List<Route> routes;
  private final Gate gate;
  private final Organization organization;
  private final RequestIds ids;
  private final Pace pace;
  private final Chunks chunks = new Chunks();

  RequestHandler(
      List<Route> routes, Gate gate, Organization organization, RequestIds ids, Pace pace) {
    this.routes = List.copyOf(routes);
    this.gate = gate;
    this.organization = organization;
    this.ids = ids;
    this.pace = pace;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exception failure;
    try (Visit visit = gate.visit(ids.of(request))) {
      failure = respond(request, response, visit);
    }
    if (failure == null) {
      callback.succeeded();
    } else {
      callback.failed(failure);
    }
    return true;
  }

  /** Sends the answer; returns why it could not be sent to its end, null if it was. */
  private @Nullable Exception respond(Request request, Response response, Visit visit) {
    try {
      visit.occasion().run(() -> write(answer(request, visit), request, response, visit));
      return null;
    } catch (IOException | RuntimeException e) {
      visit.noteFailure();
      return fail(e, request, response, visit);
    }
  }

  private Answer answer(Request request, Visit visit) throws IOException {
    Optional<String> address = organization.of(request);
    if (address.isEmpty()) {
      return ODataError.http(400, "The header Host does not name a host.").answer();
    }
    Exchange exchange = new Exchange(request, path(request), address.get(), pace);
    Answer answer = answer(exchange, request, visit);
    exchange.drain();
    return answer;
  }

  private Answer answer(Exchange exchange, Request request, Visit visit) throws IOException {
    Route route = find(exchange.path());
    if (route != null) {
      RequestLine.setRoute(request, route);
    }
    if (route == null || !route.isOpen()) {
      Permission permission = route == null ? null : route.permission(exchange.path());
      Optional<ODataError> refusal =
          gate.refusal(request, visit, permission, exchange.organization());
      if (refusal.isPresent()) {
        return answer(route, refusal.get());
      }
    }
    Optional<ODataError> unclear = Purpose.read(exchange, route, visit.occasion());
    if (unclear.isPresent()) {
      return answer(route, unclear.get());
    }
    if (route == null) {
      return ODataError.notFound(firstSegment(exchange.path())).answer();
    }
    return route.hasMethod(exchange.method())
        ? route.endpoint().answer(exchange)
        : route.answer(ODataError.wrongMethod(exchange.method(), route.allowed()));
  }

  private static Answer answer(@Nullable Route route, ODataError error) {
    return route == null ? error.answer() : route.answer(error);
  }

  private static String path(Request request) {
    String path = request.getHttpURI().getDecodedPath();
    return path == null ? "" : path;
  }

  private @Nullable Route find(String path) {
    return routes.stream().filter(route -> route.hasPath(path)).findFirst().orElse(null);
  }

  private static String firstSegment(String path) {
    int end = path.indexOf('/', 1);
    return path.isEmpty() ? "" : path.substring(1, end < 0 ? path.length() : end);
  }

  private void write(Answer answer, Request request, Response response, Visit visit)
      throws IOException {
    ids.putHeaders(request, response);
    response.setStatus(answer.status());
    visit.headers().forEach(response.getHeaders()::put);
    answer.headers().forEach(response.getHeaders()::put);
    ResponseStream out = new ResponseStream(response, pace, chunks);
    answer.body().writeTo(out);
    visit.note(answer.status() < 400);
    visit.endBegins();
    out.finish();
  }

  /**
   * Where nothing was sent yet, an error is. Else Jetty breaks the connection off, so nobody takes
   * the part for the whole.
   *
   * @return why the answer could not be sent to its end; null if the error was sent instead of it
   */
  private @Nullable Exception fail(
      Exception failure, Request request, Response response, Visit visit) {
    ODataError error = error(failure, request);
    if (response.isCommitted()) {
      RequestLine.setBrokenOff(request);
      return failure;
    }
    try {
      response.reset();
      write(answer(find(path(request)), error), request, response, visit);
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  private ODataError error(Exception failure, Request request) {
    return switch (failure) {
      case RestrictedException e -> ODataError.of(e);
      case StoreException e -> {
        FailureLog.log(LOG, "request %s failed".formatted(ids.of(request)), e);
        yield ODataError.of(e);
      }
      case ODataException e -> e.error();
      case IOException e when e.getCause() instanceof TimeoutException ->
          ODataError.http(408, "The rest of the request did not come in time.");
      case IOException e -> ODataError.http(400, "The body of the request cannot be read.");
      default -> {
        logMistake(failure, request);
        yield ODataError.internal();
      }
    };
  }

  /** Logs where a mistake is, without its message: that may hold what a caller sent. */
  private void logMistake(Exception failure, Request request) {
    Throwable trace = new Throwable(failure.getClass().getName());
    trace.setStackTrace(failure.getStackTrace());
    LOG.error("request {} failed", ids.of(request), trace);
  }
}
