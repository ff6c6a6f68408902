package dev.touchstone.client;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries a call until it is answered. Every call here only reads, so trying again is always right.
 * Thread-safe.
 *
 * <p>Tried again is what failed on the way (no connection, a connection that broke, no answer in
 * time) and what the server asks to try again (429, 503) or a gateway before it (502, 504). Waited
 * is what Retry-After says, else half a second and twice as long every time, up to half a minute;
 * and up to a fifth more, so that many callers do not come back at one moment.
 */
final class Retries {
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final double LARGEST_JITTER = 0.2;

  private final int maxAttempts;
  private final Duration attemptTimeout;
  private final Duration totalTimeout;
  private final Time time;
  private final DoubleSupplier random;
  private final CountDownLatch closed;

  /**
   * @param random gives numbers from 0 to 1
   * @param closed ends every wait when it opens
   */
  Retries(
      int maxAttempts,
      Duration attemptTimeout,
      Duration totalTimeout,
      Time time,
      DoubleSupplier random,
      CountDownLatch closed) {
    this.maxAttempts = maxAttempts;
    this.attemptTimeout = attemptTimeout;
    this.totalTimeout = totalTimeout;
    this.time = time;
    this.random = random;
    this.closed = closed;
  }

  /** One try of a call. */
  @FunctionalInterface
  interface Attempt {
    Answer send(Duration timeout) throws IOException, InterruptedException;
  }

  /**
   * Returns the first answer that is not worth another try.
   *
   * @throws TouchstoneException the last failure, when attempts or time have run out
   */
  Answer send(Attempt attempt) throws InterruptedException {
    Duration deadline = time.elapsed().plus(totalTimeout);
    for (int made = 1; ; made++) {
      TouchstoneException failure;
      Duration wait = backoff(made);
      try {
        Answer answer = attempt.send(shorter(attemptTimeout, deadline.minus(time.elapsed())));
        if (!answer.isTransient()) {
          return answer;
        }
        failure = answer.error();
        wait = atLeast(answer.retryAfter(time.now()), wait);
      } catch (UnreadableBodyException e) {
        throw TouchstoneException.noAnswer(String.valueOf(e.getMessage()), false, e);
      } catch (IOException e) {
        failure = TouchstoneException.noAnswer(message(e, made), true, e);
      }
      wait = wait.plusNanos((long) (wait.toNanos() * LARGEST_JITTER * random.getAsDouble()));
      if (made == maxAttempts || time.elapsed().plus(wait).compareTo(deadline) >= 0) {
        throw failure;
      }
      pause(wait);
    }
  }

  private void pause(Duration wait) throws InterruptedException {
    if (time.await(closed, wait)) {
      throw new IllegalStateException("the client is closed");
    }
  }

  private static Duration backoff(int made) {
    return shorter(FIRST_WAIT.multipliedBy(1L << Math.min(made - 1, 10)), LONGEST_WAIT);
  }

  /** What the server asks for; our own choice where it says nothing. */
  private static Duration atLeast(@Nullable Duration asked, Duration otherwise) {
    return asked == null ? otherwise : asked;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static String message(IOException failure, int made) {
    String reason = failure.getMessage();
    return "attempt %d: %s"
        .formatted(made, reason == null ? failure.getClass().getSimpleName() : reason);
  }
}
