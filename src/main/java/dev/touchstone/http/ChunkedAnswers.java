package dev.touchstone.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Sends every answer whose length is not known in chunks. Else Jetty would let the end of the
 * connection be the end of the body for callers who ask to close it, and they could not tell a body
 * that was broken off. It stands around what packs answers, which takes their length away.
 */
final class ChunkedAnswers extends Handler.Wrapper {
  ChunkedAnswers(Handler handler) {
    super(handler);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    HttpVersion version = request.getConnectionMetaData().getHttpVersion();
    return super.handle(
        request,
        version == HttpVersion.HTTP_1_1 ? new Chunked(request, response) : response,
        callback);
  }

  private static final class Chunked extends Response.Wrapper {
    Chunked(Request request, Response response) {
      super(request, response);
    }

    @Override
    public void write(boolean last, ByteBuffer bytes, Callback callback) {
      if (!last && !isCommitted() && !getHeaders().contains(HttpHeader.CONTENT_LENGTH)) {
        getHeaders().put(HttpHeader.TRANSFER_ENCODING, HttpHeaderValue.CHUNKED);
      }
      super.write(last, bytes, callback);
    }
  }
}
