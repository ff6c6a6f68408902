package dev.touchstone.http;

import dev.touchstone.access.Caller;
import dev.touchstone.telemetry.Metrics;
import java.time.Duration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.NanoTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts every request, and writes one line about it: verb, route, status, bytes of the body,
 * milliseconds, id of the request, id of the caller. Neither path nor query, headers nor body: they
 * hold personal data and keys.
 */
final class RequestLine implements RequestLog {
  private static final Logger LOG = LoggerFactory.getLogger("dev.touchstone.http.requests");
  private static final String ROUTE = RequestLine.class.getName() + ".route";
  private static final String CALLER = RequestLine.class.getName() + ".caller";
  private static final String BROKEN_OFF = RequestLine.class.getName() + ".brokenOff";
  private static final int LONGEST_METHOD = 16;

  private final RequestIds ids;
  private final Metrics metrics;

  RequestLine(RequestIds ids, Metrics metrics) {
    this.ids = ids;
    this.metrics = metrics;
  }

  /** Tells the log which route a request took. */
  static void setRoute(Request request, Route route) {
    request.setAttribute(ROUTE, route.template());
  }

  /** Tells the log who makes a request. */
  static void setCaller(Request request, Caller caller) {
    request.setAttribute(CALLER, caller.id());
  }

  /** Tells the log that the answer was not sent to its end. */
  static void setBrokenOff(Request request) {
    request.setAttribute(BROKEN_OFF, true);
  }

  @Override
  public void log(Request request, Response response) {
    Object route = request.getAttribute(ROUTE);
    Object caller = request.getAttribute(CALLER);
    metrics.answered(
        route == null ? "none" : route.toString(),
        response.getStatus(),
        Duration.ofNanos(NanoTime.since(request.getBeginNanoTime())));
    LOG.info(
        "{} {} {} {} B {} ms {} {}{}",
        method(request),
        route == null ? "-" : route,
        response.getStatus(),
        Response.getContentBytesWritten(response),
        NanoTime.millisSince(request.getBeginNanoTime()),
        ids.of(request),
        caller == null ? "-" : caller,
        request.getAttribute(BROKEN_OFF) == null ? "" : " broken off");
  }

  private static String method(Request request) {
    String method = request.getMethod();
    if (method == null) {
      return "-";
    }
    return method.length() > LONGEST_METHOD ? method.substring(0, LONGEST_METHOD) + "…" : method;
  }
}
