package dev.touchstone.http;

import java.util.Arrays;

/**
 * A sum of what was added during the last window of time. Times are nanoseconds since a moment of
 * the owner's choice, are not negative and never go back.
 *
 * <p>The window is cut into {@value #SLOTS} slots, and what was added in one leaves with it: never
 * before a whole window has passed, and at the latest a slot's length after. So the sum is never
 * less than the truth, and memory does not grow with what is added. Not thread-safe.
 */
final class SlidingSum {
  static final int SLOTS = 60;

  /** Those of the window, and the one that has begun. */
  private final long[] slots = new long[SLOTS + 1];

  private final long slotNanos;

  /** The number of the slot that has begun, counted from the beginning of time. */
  private long current;

  private long sum;

  /**
   * @param windowNanos {@value #SLOTS} or more
   */
  SlidingSum(long windowNanos) {
    this.slotNanos = Math.ceilDiv(windowNanos, SLOTS);
  }

  /** The sum of what was added during the window before this time. */
  long at(long now) {
    long slot = now / slotNanos;
    if (slot - current > SLOTS) {
      Arrays.fill(slots, 0);
      sum = 0;
      current = slot;
    }
    while (current < slot) {
      current++;
      int oldest = index(current);
      sum -= slots[oldest];
      slots[oldest] = 0;
    }
    return sum;
  }

  /** Adds an amount at a time. */
  void add(long now, long amount) {
    at(now);
    put(current, amount);
  }

  /** Adds an amount for every nanosecond from one time to another, each in its own slot. */
  void addEach(long from, long to, long amount) {
    if (amount == 0) {
      return;
    }
    at(to);
    long first = Math.max(from, (current - SLOTS) * slotNanos);
    for (long start = first; start < to; ) {
      long slot = start / slotNanos;
      long end = Math.min(to, (slot + 1) * slotNanos);
      put(slot, (end - start) * amount);
      start = end;
    }
  }

  /** How many nanoseconds it takes until the sum is at most this, if nothing is added. */
  long untilAtMost(long most, long now) {
    long left = at(now);
    for (long slot = current - SLOTS; slot <= current; slot++) {
      if (left <= most) {
        return Math.max(0, (slot + SLOTS) * slotNanos - now);
      }
      left -= slot < 0 ? 0 : slots[index(slot)];
    }
    return (current + SLOTS + 1) * slotNanos - now;
  }

  private void put(long slot, long amount) {
    slots[index(slot)] += amount;
    sum += amount;
  }

  private int index(long slot) {
    return (int) (slot % slots.length);
  }
}
