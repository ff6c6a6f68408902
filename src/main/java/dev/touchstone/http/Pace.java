package dev.touchstone.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * How fast the other side of a connection must be. Whoever sends or takes a byte now and then is
 * never idle, and would hold a request for as long as it likes. What counts is the time spent
 * waiting for the other side, none of our own.
 *
 * <p>The defaults are those of Kestrel, the web server of .NET ({@code MinRequestBodyDataRate} and
 * {@code MinResponseDataRate}).
 *
 * @param bytesPerSecond averaged over a whole body; 0 for any pace
 * @param grace how much waiting is forgiven
 */
public record Pace(int bytesPerSecond, Duration grace) {
  public static final Pace DEFAULT = new Pace(240, Duration.ofSeconds(5));

  public Pace {
    if (bytesPerSecond < 0 || grace.isNegative()) {
      throw new IllegalArgumentException("a pace that is not negative");
    }
  }

  /** What one body, in one direction, has kept so far. Belongs to one thread. */
  final class Watch {
    private long waited;
    private long moved;

    /**
     * Counts bytes that the other side sent or took.
     *
     * @param nanos how long it took the other side
     * @throws IOException with a TimeoutException as its cause, if that is too slow
     */
    void moved(long bytes, long nanos) throws IOException {
      waited += nanos;
      moved += bytes;
      double late = (waited - grace.toNanos()) / 1e9;
      if (bytesPerSecond > 0 && late > 0 && moved < late * bytesPerSecond) {
        throw new IOException(
            new TimeoutException("slower than %,d bytes a second".formatted(bytesPerSecond)));
      }
    }
  }
}
