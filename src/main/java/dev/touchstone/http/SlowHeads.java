package dev.touchstone.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.NegotiatingServerConnection;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections over which the line and headers of a request, or a handshake of TLS, come too
 * slowly. Whoever sends a byte now and then is never idle, and could hold all the connections there
 * may be without one request. A connection is closed between one and two times the limit after the
 * first byte. Thread-safe.
 */
final class SlowHeads extends AbstractLifeCycle implements Connection.Listener {
  private final Scheduler scheduler;
  private final Duration limit;
  private final Map<Connection, Seen> connections = new ConcurrentHashMap<>();

  /**
   * What was seen of a connection when it last did nothing wrong.
   *
   * @param nanos when
   */
  private record Seen(long requests, long bytes, long nanos) {
    static Seen of(Connection connection) {
      return new Seen(connection.getMessagesIn(), connection.getBytesIn(), NanoTime.now());
    }
  }

  SlowHeads(Scheduler scheduler, Duration limit) {
    this.scheduler = scheduler;
    this.limit = limit;
  }

  @Override
  protected void doStart() {
    schedule();
  }

  @Override
  public void onOpened(Connection connection) {
    if (isHttp1(connection) || connection instanceof NegotiatingServerConnection) {
      connections.put(connection, Seen.of(connection));
    }
  }

  @Override
  public void onClosed(Connection connection) {
    connections.remove(connection);
  }

  private void schedule() {
    scheduler.schedule(this::look, limit.toNanos() / 2 + 1, TimeUnit.NANOSECONDS);
  }

  private void look() {
    connections.forEach(this::look);
    if (isRunning() || isStarting()) {
      schedule();
    }
  }

  private void look(Connection connection, Seen last) {
    if (!isInHead(connection, last)) {
      connections.replace(connection, last, Seen.of(connection));
    } else if (NanoTime.since(last.nanos()) > limit.toNanos()) {
      connection.getEndPoint().close();
    }
  }

  /** A connection that negotiates has no requests yet; it gives way to another when it is done. */
  private static boolean isInHead(Connection connection, Seen last) {
    long requests = connection.getMessagesIn();
    return connection instanceof NegotiatingServerConnection
        || (requests == last.requests()
            && requests == connection.getMessagesOut()
            && connection.getBytesIn() > last.bytes());
  }

  private static boolean isHttp1(Connection connection) {
    return connection instanceof ConnectionMetaData http
        && http.getHttpVersion().getVersion() < HttpVersion.HTTP_2.getVersion();
  }
}
