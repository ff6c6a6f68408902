package dev.touchstone.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.testing.Randoms;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SlidingSumTest {
  private static final long SLOT = 10;
  private static final long WINDOW = SLOT * SlidingSum.SLOTS;

  private final SlidingSum sum = new SlidingSum(WINDOW);

  @Test
  void whatIsAddedStaysForAWindowAndAtMostASlotMore() {
    sum.add(9, 3);
    assertThat(sum.at(9)).isEqualTo(3);
    assertThat(sum.at(9 + WINDOW)).isEqualTo(3);
    assertThat(sum.at(WINDOW + SLOT - 1)).isEqualTo(3);
    assertThat(sum.at(WINDOW + SLOT)).isZero();
  }

  @Test
  void timeThatPassesIsCountedInTheSlotsItPassesIn() {
    sum.addEach(5, 25, 2);
    assertThat(sum.at(25)).isEqualTo(40);
    assertThat(sum.at(WINDOW + SLOT)).isEqualTo(30);
    assertThat(sum.at(WINDOW + 2 * SLOT)).isEqualTo(10);
    assertThat(sum.at(WINDOW + 3 * SLOT)).isZero();
  }

  @Test
  void ofTimeLongerThanTheWindowOnlyTheWindowCounts() {
    long now = 100 * WINDOW + 7;
    sum.addEach(0, now, 1);
    assertThat(sum.at(now)).isEqualTo(WINDOW + 7);
  }

  @Test
  void aLongPauseForgetsEverything() {
    sum.add(0, 5);
    assertThat(sum.at(Long.MAX_VALUE / 2)).isZero();
    sum.add(Long.MAX_VALUE / 2, 1);
    assertThat(sum.at(Long.MAX_VALUE / 2)).isEqualTo(1);
  }

  @Test
  void tellsWhenTheSumHasFallen() {
    sum.add(0, 1);
    sum.add(15, 2);
    sum.add(600, 4);
    assertThat(sum.untilAtMost(7, 600)).isZero();
    assertThat(sum.untilAtMost(6, 600)).isEqualTo(WINDOW + SLOT - 600);
    assertThat(sum.untilAtMost(5, 600)).isEqualTo(WINDOW + 2 * SLOT - 600);
    assertThat(sum.untilAtMost(4, 600)).isEqualTo(WINDOW + 2 * SLOT - 600);
    assertThat(sum.untilAtMost(0, 600)).isEqualTo(WINDOW + 61 * SLOT - 600);
  }

  /**
   * The truth is every amount with its time; the sum is between those of a window and a slot more.
   */
  @Test
  void isAsAListOfEverythingSays() {
    Random random = Randoms.random(SlidingSumTest.class);
    List<long[]> all = new ArrayList<>();
    long now = 0;
    for (int step = 0; step < 20_000; step++) {
      long before = now;
      now += random.nextInt(100) == 0 ? random.nextLong(3 * WINDOW) : random.nextLong(2 * SLOT);
      long amount = random.nextInt(5);
      if (random.nextBoolean()) {
        sum.add(now, amount);
        all.add(new long[] {now, amount});
      } else {
        sum.addEach(before, now, amount);
        for (long time = before; time < now; time++) {
          all.add(new long[] {time, amount});
        }
      }
      long current = now;
      all.removeIf(entry -> entry[0] < current - WINDOW - SLOT);
      assertThat(sum.at(now)).isBetween(since(all, now - WINDOW), since(all, now - WINDOW - SLOT));
      checkWait(all, now, random.nextLong(1 + sum.at(now)));
    }
  }

  private void checkWait(List<long[]> all, long now, long most) {
    long wait = sum.untilAtMost(most, now);
    assertThat(since(all, now + wait - WINDOW)).isLessThanOrEqualTo(most);
    if (wait > 0) {
      assertThat(since(all, now + wait - 1 - WINDOW - SLOT)).isGreaterThan(most);
    }
  }

  private static long since(List<long[]> all, long time) {
    return all.stream().filter(entry -> entry[0] >= time).mapToLong(entry -> entry[1]).sum();
  }
}
