package dev.touchstone.http;

import java.time.Duration;

/**
 * How much, and how slowly, connections may bring and take.
 *
 * @param idleTimeout how long a connection may send and take nothing before it is closed
 * @param headTimeout how long a request's line and headers, or a handshake of TLS, may take to come
 * @param stopTimeout how long a stop waits for requests under way
 * @param pace how fast a caller must send a body and take an answer
 * @param maxHeadBytes the most bytes of a request's line and headers together
 * @param maxConnections how many connections are open at once; others wait to be accepted
 */
public record ServerLimits(
    Duration idleTimeout,
    Duration headTimeout,
    Duration stopTimeout,
    Pace pace,
    int maxHeadBytes,
    int maxConnections) {
  /** Beside other headers, a token of the largest size that is looked at has room. */
  public static final ServerLimits DEFAULT =
      new ServerLimits(
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Pace.DEFAULT,
          32 * 1024,
          10_000);

  public ServerLimits {
    if (!idleTimeout.isPositive() || !headTimeout.isPositive() || stopTimeout.isNegative()) {
      throw new IllegalArgumentException("timeouts that are not negative");
    }
    if (maxHeadBytes < 1024 || maxHeadBytes > 1 << 20) {
      throw new IllegalArgumentException(
          "a limit of 1,024 bytes to 1 MiB for line and headers, not " + maxHeadBytes);
    }
    if (maxConnections < 1) {
      throw new IllegalArgumentException("1 connection or more, not " + maxConnections);
    }
  }

  public ServerLimits withIdleTimeout(Duration newIdleTimeout) {
    return new ServerLimits(
        newIdleTimeout, headTimeout, stopTimeout, pace, maxHeadBytes, maxConnections);
  }

  public ServerLimits withHeadTimeout(Duration newHeadTimeout) {
    return new ServerLimits(
        idleTimeout, newHeadTimeout, stopTimeout, pace, maxHeadBytes, maxConnections);
  }

  public ServerLimits withStopTimeout(Duration newStopTimeout) {
    return new ServerLimits(
        idleTimeout, headTimeout, newStopTimeout, pace, maxHeadBytes, maxConnections);
  }

  public ServerLimits withPace(Pace newPace) {
    return new ServerLimits(
        idleTimeout, headTimeout, stopTimeout, newPace, maxHeadBytes, maxConnections);
  }

  public ServerLimits withMaxConnections(int newMaxConnections) {
    return new ServerLimits(
        idleTimeout, headTimeout, stopTimeout, pace, maxHeadBytes, newMaxConnections);
  }
}
