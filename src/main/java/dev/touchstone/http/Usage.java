package dev.touchstone.http;

import dev.touchstone.config.CallerLimits;
import dev.touchstone.odata.ODataError;
import dev.touchstone.odata.api.ServiceHeaders;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What one caller uses of the server. A request that is refused is not counted, so that a caller
 * who comes back when told to is let in. Thread-safe; a lock of the caller's own is held for the
 * time of a few additions.
 *
 * <p>Execution time is what the requests under way take together: with three of them it runs three
 * times as fast as the clock. It is counted while they run, not when they end, so that a long
 * answer counts before it is over.
 */
final class Usage {
  private final CallerLimits limits;
  private final SlidingSum requests;
  private final SlidingSum nanos;

  /** Requests that work, or send what is not the end of their answer. */
  private int working;

  /** Requests of whose answers only the end is on its way. */
  private int ending;

  /** Up to when execution time is counted, in nanoseconds. */
  private long counted;

  /** When the caller last began or ended a request, in nanoseconds. */
  private long seen;

  Usage(CallerLimits limits, long now) {
    this.limits = limits;
    this.requests = new SlidingSum(limits.window().toNanos());
    this.nanos = new SlidingSum(limits.window().toNanos());
    this.counted = now;
    this.seen = now;
  }

  /** Begins a request, or says why it may not begin now. */
  synchronized Optional<ODataError> begin(long nanoTime) {
    long now = advance(nanoTime);
    seen = now;
    if (limits.limitsRequests() && requests.at(now) >= limits.requests()) {
      Duration after = Duration.ofNanos(requests.untilAtMost(limits.requests() - 1, now));
      return Optional.of(ODataError.tooManyRequests(limits.requests(), limits.window(), after));
    }
    long most = limits.executionTime().toNanos();
    if (limits.limitsExecutionTime() && nanos.at(now) >= most) {
      Duration after = Duration.ofNanos(nanos.untilAtMost(most - 1, now));
      return Optional.of(
          ODataError.tooMuchExecution(limits.executionTime(), limits.window(), after));
    }
    if (limits.limitsConcurrency() && isFull()) {
      return Optional.of(ODataError.tooManyAtOnce(limits.concurrent()));
    }
    requests.add(now, 1);
    working++;
    return Optional.empty();
  }

  /**
   * Who waits for an answer before asking again may have read its last byte, and ask again, before
   * this server knows that it was sent. So an answer of which only the end is on its way does not
   * stand in the way of the next request; but of those there may not be any number either.
   */
  private boolean isFull() {
    return working >= limits.concurrent() || working + ending >= 2L * limits.concurrent();
  }

  /** Only the end of a request's answer is still to be sent. */
  synchronized void endBegins(long nanoTime) {
    advance(nanoTime);
    working--;
    ending++;
  }

  /** A request is over. */
  synchronized void end(long nanoTime, boolean wasEnding) {
    seen = advance(nanoTime);
    if (wasEnding) {
      ending--;
    } else {
      working--;
    }
  }

  /** What is left to the caller, as headers of an answer; nothing of what is not limited. */
  synchronized Map<String, String> remaining(long nanoTime) {
    long now = advance(nanoTime);
    Long left = limits.limitsRequests() ? Math.max(0, limits.requests() - requests.at(now)) : null;
    Duration time =
        limits.limitsExecutionTime()
            ? Duration.ofNanos(Math.max(0, limits.executionTime().toNanos() - nanos.at(now)))
            : null;
    return ServiceHeaders.remaining(left, time);
  }

  synchronized boolean isUnderWay() {
    return working + ending > 0;
  }

  /** When the caller last began or ended a request, in nanoseconds. */
  synchronized long lastSeen() {
    return seen;
  }

  /** Whether a caller who is forgotten now loses nothing, and gains nothing. */
  synchronized boolean isBlank(long nanoTime) {
    return !isUnderWay() && requests.at(advance(nanoTime)) == 0 && nanos.at(counted) == 0;
  }

  /** Counts the time up to now, which is never before a time that was counted already. */
  private long advance(long nanoTime) {
    long now = Math.max(nanoTime, counted);
    nanos.addEach(counted, now, working + ending);
    counted = now;
    return now;
  }
}
