package dev.touchstone.http;

import dev.touchstone.odata.Answer;
import dev.touchstone.odata.ODataError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Errors that Jetty finds itself: requests that are none, limits of the server, a stop. */
final class JsonErrors implements Request.Handler {
  private final RequestIds ids;
  private final int maxHeadBytes;

  JsonErrors(RequestIds ids, int maxHeadBytes) {
    this.ids = ids;
    this.maxHeadBytes = maxHeadBytes;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    ids.putHeaders(request, response);
    Answer answer = error(response.getStatus()).answer();
    answer.headers().forEach(response.getHeaders()::put);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    answer.body().writeTo(body);
    response.write(true, ByteBuffer.wrap(body.toByteArray()), callback);
    return true;
  }

  private ODataError error(int status) {
    return switch (status) {
      case HttpStatus.BAD_REQUEST_400 ->
          ODataError.http(status, "The request is not valid HTTP, or has a path that is none.");
      case HttpStatus.REQUEST_TIMEOUT_408 ->
          ODataError.http(status, "The rest of the request did not come in time.");
      case HttpStatus.URI_TOO_LONG_414, HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
          ODataError.http(
              status,
              "The request's line and headers are too long; accepted are at most %,d bytes."
                  .formatted(maxHeadBytes));
      case HttpStatus.INTERNAL_SERVER_ERROR_500 -> ODataError.internal();
      case HttpStatus.SERVICE_UNAVAILABLE_503 -> ODataError.unavailable();
      default -> ODataError.http(status, HttpStatus.getMessage(status) + ".");
    };
  }
}
