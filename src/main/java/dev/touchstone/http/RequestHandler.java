package dev.touchstone.http;

import dev.touchstone.odata.Answer;
import dev.touchstone.odata.ODataError;
import dev.touchstone.store.StoreException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the route of a request, has its endpoint answer, and sends the answer. */
final class RequestHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

  private final List<Route> routes;
  private final Organization organization;
  private final RequestIds ids;

  RequestHandler(List<Route> routes, Organization organization, RequestIds ids) {
    this.routes = List.copyOf(routes);
    this.organization = organization;
    this.ids = ids;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    try {
      Answer answer = answer(request);
      send(answer, request, response);
      callback.succeeded();
    } catch (IOException e) {
      // The caller is gone, or sent a body that is none: there is nobody to tell but Jetty.
      callback.failed(e);
    } catch (RuntimeException e) {
      fail(e, request, response, callback);
    }
    return true;
  }

  private Answer answer(Request request) throws IOException {
    Optional<String> address = organization.of(request);
    if (address.isEmpty()) {
      return ODataError.http(400, "The header Host does not name a host.").answer();
    }
    String path = request.getHttpURI().getCanonicalPath();
    Exchange exchange = new Exchange(request, path == null ? "" : path, address.get());
    Answer answer = answer(exchange, request);
    exchange.drain();
    return answer;
  }

  private Answer answer(Exchange exchange, Request request) throws IOException {
    for (Route route : routes) {
      if (route.hasPath(exchange.path())) {
        RequestLine.setRoute(request, route);
        return route.hasMethod(exchange.method())
            ? route.endpoint().answer(exchange)
            : ODataError.wrongMethod(exchange.method(), route.allowed()).answer();
      }
    }
    return ODataError.notFound(firstSegment(exchange.path())).answer();
  }

  private static String firstSegment(String path) {
    int end = path.indexOf('/', 1);
    return path.isEmpty() ? "" : path.substring(1, end < 0 ? path.length() : end);
  }

  /** Sends an answer; a store that fails before anything was sent is an answer of its own. */
  private void send(Answer answer, Request request, Response response) throws IOException {
    try {
      write(answer, request, response);
    } catch (StoreException e) {
      if (response.isCommitted()) {
        throw e;
      }
      response.reset();
      write(ODataError.of(e).answer(), request, response);
    }
  }

  private void write(Answer answer, Request request, Response response) throws IOException {
    ids.putHeaders(request, response);
    response.setStatus(answer.status());
    answer.headers().forEach(response.getHeaders()::put);
    ResponseStream out = new ResponseStream(response);
    answer.body().writeTo(out);
    out.finish();
  }

  /**
   * Where nothing was sent yet, an error is. Else Jetty breaks the connection off, so nobody takes
   * the part for the whole.
   */
  private void fail(
      RuntimeException failure, Request request, Response response, Callback callback) {
    if (failure instanceof HttpException) {
      callback.failed(failure);
      return;
    }
    // Not the message: it may hold what the caller sent.
    LOG.error(
        "request {} failed: {}", ids.of(request), failure.getClass().getName(), trace(failure));
    if (response.isCommitted()) {
      RequestLine.setBrokenOff(request);
      callback.failed(failure);
      return;
    }
    try {
      response.reset();
      write(ODataError.internal().answer(), request, response);
      callback.succeeded();
    } catch (IOException e) {
      callback.failed(e);
    }
  }

  /** The place of a failure without its message. */
  private static Throwable trace(RuntimeException failure) {
    Throwable trace = new Throwable(failure.getClass().getSimpleName());
    trace.setStackTrace(failure.getStackTrace());
    return trace;
  }
}
