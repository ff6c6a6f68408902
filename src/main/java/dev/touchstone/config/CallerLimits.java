package dev.touchstone.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * How much of the server each caller may use. The defaults are those of Dataverse's service
 * protection (learn.microsoft.com, "Service protection API limits").
 *
 * @param requests how many may come in any one window; 0 for any number
 * @param executionTime how long the requests under way in any one window may take, added up; zero
 *     for any time
 * @param concurrent how many may be under way at once; 0 for any number
 * @param window over which requests and their time are counted, in whole seconds
 */
public record CallerLimits(long requests, Duration executionTime, int concurrent, Duration window) {
  static final Duration MIN_WINDOW = Duration.ofSeconds(1);
  static final Duration MAX_WINDOW = Duration.ofHours(24);
  static final Duration MAX_EXECUTION_TIME = Duration.ofHours(10_000);

  public static final CallerLimits DEFAULT =
      new CallerLimits(6000, Duration.ofMinutes(20), 52, Duration.ofMinutes(5));

  /** Whoever may call may call as much as the machine can take. */
  public static final CallerLimits OFF = new CallerLimits(0, Duration.ZERO, 0, DEFAULT.window);

  /** The most that callers are advised to have under way where nothing limits them. */
  private static final int MAX_PARALLELISM = 8;

  public CallerLimits {
    if (requests < 0 || concurrent < 0) {
      throw new IllegalArgumentException("a number of requests that is not negative");
    }
    if (executionTime.isNegative() || executionTime.compareTo(MAX_EXECUTION_TIME) > 0) {
      throw new IllegalArgumentException("an execution time from zero to " + MAX_EXECUTION_TIME);
    }
    if (window.compareTo(MIN_WINDOW) < 0
        || window.compareTo(MAX_WINDOW) > 0
        || !window.equals(window.truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException(
          "a window of whole seconds from %s to %s".formatted(MIN_WINDOW, MAX_WINDOW));
    }
  }

  public boolean limitsRequests() {
    return requests > 0;
  }

  public boolean limitsExecutionTime() {
    return executionTime.isPositive();
  }

  public boolean limitsConcurrency() {
    return concurrent > 0;
  }

  /** Whether nothing is limited, and so nothing need be counted. */
  public boolean isOff() {
    return !limitsRequests() && !limitsExecutionTime() && !limitsConcurrency();
  }

  /**
   * How many requests a caller can always have under way without ever meeting a limit; 1 or more.
   */
  public int parallelism() {
    long most = limitsConcurrency() ? Math.min(concurrent, MAX_PARALLELISM) : MAX_PARALLELISM;
    if (limitsExecutionTime()) {
      most = Math.min(most, executionTime.dividedBy(window));
    }
    return (int) Math.max(1, most);
  }
}
