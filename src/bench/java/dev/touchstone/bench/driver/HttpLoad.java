package dev.touchstone.bench.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests over connections that stay open, from one thread, the next one on a connection
 * when the answer before was read to its end. Thread-safe; each run has connections of its own.
 */
public final class HttpLoad {
  private static final long NANOS = 1_000_000_000L;
  private static final long PATIENCE_MILLIS = 120_000;

  private final InetSocketAddress address;

  public HttpLoad(URI server) {
    address = new InetSocketAddress(server.getHost(), server.getPort());
  }

  /**
   * What came of a run.
   *
   * @param latencies in nanoseconds; of a run at a rate they count from when a request was due
   */
  public record Result(long answers, long bytes, double seconds, Histogram latencies) {
    public double perSecond() {
      return answers / seconds;
    }

    public double bytesPerSecond() {
      return bytes / seconds;
    }

    public double millisAt(double percentile) {
      return latencies.getValueAtPercentile(percentile) / 1e6;
    }
  }

  /** As many requests as go in a time. */
  public Result forTime(Iterator<byte[]> requests, int connections, Duration time) {
    return new Run(requests, connections, time.toNanos(), 0).run();
  }

  /** All requests there are. */
  public Result all(Iterator<byte[]> requests, int connections) {
    return new Run(requests, connections, Long.MAX_VALUE, 0).run();
  }

  /** So many requests a second, whether the ones before are answered or not. */
  public Result atRate(
      Iterator<byte[]> requests, int connections, double perSecond, Duration time) {
    return new Run(requests, connections, time.toNanos(), (long) (NANOS / perSecond)).run();
  }

  private final class Run {
    private final Iterator<byte[]> requests;
    private final int connections;
    private final long nanos;
    private final long interval;
    private final Histogram latencies = new Histogram(60 * NANOS, 3);
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final long start = System.nanoTime();
    private long due = start;
    private long answers;
    private long bytes;
    private int waiting;

    /** An interval of 0 nanoseconds sends as fast as answers come. */
    Run(Iterator<byte[]> requests, int connections, long nanos, long interval) {
      this.requests = requests;
      this.connections = connections;
      this.nanos = nanos;
      this.interval = interval;
    }

    Result run() {
      try (Selector selector = Selector.open()) {
        try {
          for (int i = 0; i < connections; i++) {
            idle.add(new Connection(selector));
          }
          send();
          while (waiting > 0 || goesOn()) {
            select(selector);
            send();
          }
          return new Result(answers, bytes, (System.nanoTime() - start) / 1e9, latencies);
        } finally {
          for (SelectionKey key : selector.keys()) {
            key.channel().close();
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private boolean goesOn() {
      return System.nanoTime() - start < nanos && requests.hasNext();
    }

    private void send() throws IOException {
      long now = System.nanoTime();
      while (!idle.isEmpty() && goesOn() && (interval == 0 || now - due >= 0)) {
        idle.remove().send(requests.next(), interval == 0 ? now : due);
        due += interval;
        waiting++;
      }
    }

    private void select(Selector selector) throws IOException {
      if (interval > 0 && !idle.isEmpty()) {
        selector.selectNow();
      } else if (selector.select(PATIENCE_MILLIS) == 0) {
        throw new IOException("no answer within " + PATIENCE_MILLIS + " ms");
      }
      for (SelectionKey key : selector.selectedKeys()) {
        Connection connection = (Connection) key.attachment();
        if (key.isWritable()) {
          connection.write();
        }
        if (key.isReadable() && connection.read()) {
          waiting--;
          answers++;
          idle.add(connection);
        }
      }
      selector.selectedKeys().clear();
    }

    private final class Connection {
      private final SocketChannel channel;
      private final SelectionKey key;
      private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 18);
      private final AnswerReader reader = new AnswerReader();
      private @Nullable ByteBuffer out;
      private long since;

      Connection(Selector selector) throws IOException {
        channel = SocketChannel.open(address);
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        key = channel.register(selector, SelectionKey.OP_READ, this);
      }

      void send(byte[] request, long from) throws IOException {
        since = from;
        out = ByteBuffer.wrap(request);
        write();
      }

      void write() throws IOException {
        ByteBuffer rest = out;
        if (rest != null) {
          channel.write(rest);
          boolean more = rest.hasRemaining();
          key.interestOps(
              more ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
          out = more ? rest : null;
        }
      }

      /** Whether an answer came to its end. */
      boolean read() throws IOException {
        in.clear();
        int count = channel.read(in);
        if (count < 0) {
          throw new IOException("the server closed a connection");
        }
        bytes += count;
        boolean ended = reader.take(in.flip());
        if (ended) {
          latencies.recordValue(Math.min(System.nanoTime() - since, 60 * NANOS));
        }
        return ended;
      }
    }
  }
}
