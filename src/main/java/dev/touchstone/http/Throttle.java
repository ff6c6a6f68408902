package dev.touchstone.http;

import dev.touchstone.config.CallerLimits;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Remembers what each caller uses of the server. Thread-safe: callers do not wait for each other.
 *
 * <p>At most so many callers are remembered. When one more comes, those are forgotten who have used
 * nothing for a window, else those who called longest ago: who can call under any number of names
 * has any number of allowances anyway, and must not shut out others.
 */
public final class Throttle {
  /** Limits nobody. */
  public static final Throttle OFF = new Throttle(CallerLimits.OFF, () -> 0);

  /** About 1.2 KiB each. */
  static final int MAX_CALLERS = 10_000;

  private final CallerLimits limits;
  private final LongSupplier nanoTime;
  private final long start;
  private final int maxCallers;
  private final Map<String, Usage> callers = new ConcurrentHashMap<>();
  private final ReentrantLock forgetting = new ReentrantLock();

  /**
   * @param nanoTime a clock that never goes back, like {@link System#nanoTime}
   */
  public Throttle(CallerLimits limits, LongSupplier nanoTime) {
    this(limits, nanoTime, MAX_CALLERS);
  }

  Throttle(CallerLimits limits, LongSupplier nanoTime, int maxCallers) {
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.maxCallers = maxCallers;
  }

  boolean isOff() {
    return limits.isOff();
  }

  /** The time since this was made, in nanoseconds. */
  long now() {
    return nanoTime.getAsLong() - start;
  }

  /** What a caller uses. */
  Usage of(String caller) {
    Usage known = callers.get(caller);
    if (known != null) {
      return known;
    }
    if (callers.size() >= maxCallers) {
      forget();
    }
    return callers.computeIfAbsent(caller, name -> new Usage(limits, now()));
  }

  int callers() {
    return callers.size();
  }

  /** Forgets some callers, unless another thread does it just now. */
  private void forget() {
    if (!forgetting.tryLock()) {
      return;
    }
    try {
      long now = now();
      callers.values().removeIf(usage -> usage.isBlank(now));
      int tooMany = callers.size() - maxCallers;
      if (tooMany >= 0) {
        callers.entrySet().stream()
            .filter(entry -> !entry.getValue().isUnderWay())
            .map(entry -> new Seen(entry.getKey(), entry.getValue().lastSeen()))
            .sorted(Comparator.comparingLong(Seen::last))
            .limit(tooMany + Math.max(1, maxCallers / 10))
            .forEach(seen -> callers.remove(seen.caller));
      }
    } finally {
      forgetting.unlock();
    }
  }

  /** When a caller was seen last: it may be seen again while others are compared to it. */
  private record Seen(String caller, long last) {}
}
