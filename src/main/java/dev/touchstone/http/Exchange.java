package dev.touchstone.http;

import dev.touchstone.odata.Call;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;

/** A request as endpoints see it. Belongs to one thread. */
final class Exchange {
  /** How much of a body that nobody wants is read, so that its sender gets to the answer. */
  static final long MAX_DRAINED_BYTES = 16 << 20;

  private final Request request;
  private final String path;
  private final String organization;
  private final Body body;

  Exchange(Request request, String path, String organization, Pace pace) {
    this.request = request;
    this.path = path;
    this.organization = organization;
    this.body = new Body(Content.Source.asInputStream(request), pace);
  }

  String method() {
    return request.getMethod();
  }

  /** The path, decoded and without a query. */
  String path() {
    return path;
  }

  /** The query as it was sent, percent-encoded and without the question mark; null for none. */
  @Nullable String query() {
    return request.getHttpURI().getQuery();
  }

  /** Scheme and authority under which the caller knows this server. */
  String organization() {
    return organization;
  }

  /** The value of a header, several joined by commas; null if it was not sent. */
  @Nullable String header(String name) {
    List<HttpField> fields = request.getHeaders().getFields(name);
    return switch (fields.size()) {
      case 0 -> null;
      case 1 -> fields.getFirst().getValue();
      default -> String.join(", ", fields.stream().map(HttpField::getValue).toList());
    };
  }

  /** How many bytes the body has, as its sender says; -1 if it does not say so. */
  long length() {
    return request.getLength();
  }

  /** The body; a caller who waits for it is asked to send it when it is first read. */
  InputStream body() {
    return body;
  }

  /** The request as the wire's services see it. */
  Call call() {
    return new Call(method(), path, organization, this::header, body);
  }

  /**
   * Reads what is left of the body and forgets it. A caller who still sends when the connection is
   * closed may never see the answer. A caller who waits to be asked is not asked, and where reading
   * failed before it is not tried again: there is an answer already.
   */
  void drain() throws IOException {
    boolean waits =
        request.getHeaders().contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString());
    if (body.failed || (waits && !body.asked) || request.getLength() > MAX_DRAINED_BYTES) {
      return;
    }
    byte[] lost = new byte[8 * 1024];
    long left = MAX_DRAINED_BYTES;
    for (int n = body.read(lost); n >= 0 && left > 0; n = body.read(lost)) {
      left -= n;
    }
  }

  /** A body that knows whether anybody asked for it, and whether it came, and fast enough. */
  private static final class Body extends FilterInputStream {
    private final Pace.Watch watch;
    private boolean asked;
    private boolean failed;

    Body(InputStream in, Pace pace) {
      super(in);
      this.watch = pace.new Watch();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      asked = true;
      long since = NanoTime.now();
      try {
        int count = super.read(bytes, offset, length);
        if (count > 0) {
          watch.moved(count, NanoTime.since(since));
        }
        return count;
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }
  }
}
