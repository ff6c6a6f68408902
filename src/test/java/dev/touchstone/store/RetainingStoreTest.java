package dev.touchstone.store;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.OPENED;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.pages;
import static dev.touchstone.testing.Rows.rest;
import static dev.touchstone.testing.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.memory.MemoryStore;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Sent mails are kept for ten days here, and it is eleven days after noon, unless said otherwise.
 */
final class RetainingStoreTest {
  private static final long DAY = 86_400;

  private final MemoryStore inner = new MemoryStore();
  private Instant now = NOON.plusSeconds(11 * DAY);
  private final RetainingStore store =
      new RetainingStore(inner, new Retention(Map.of(SENT, Period.ofDays(10))), () -> now);

  private final Interaction expired = row(ANNA, SENT, NOON.plusSeconds(DAY).minusNanos(1), "old");
  private final Interaction kept = row(ANNA, SENT, NOON.plusSeconds(DAY), "new");
  private final Interaction other = row(ANNA, OPENED, NOON, "other");

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whatHasExpiredIsNotStored() {
    assertThat(store.append(List.of(expired, kept, expired, other, kept)))
        .containsExactly(
            Verdict.EXPIRED, Verdict.STORED, Verdict.EXPIRED, Verdict.STORED, Verdict.REPEATED);
    assertThat(rest(inner.scan(ANNA))).containsExactly(other, kept);
  }

  @Test
  void whatExpiresIsShownByNoReadAndRemovedByTheSweep() {
    now = NOON;
    store.append(List.of(expired, kept, other));
    assertThat(rest(store.scan(ANNA))).hasSize(3);
    now = NOON.plusSeconds(11 * DAY);
    for (Order order : Order.values()) {
      assertThat(store.read(new Query(ANNA, SENT, TimeRange.ALL, 10, null, order)).interactions())
          .containsExactly(kept);
    }
    assertThat(rest(store.scan(ANNA))).containsExactly(other, kept);
    assertThat(rest(store.scan(TimeRange.ALL))).containsExactly(other, kept);
    assertThat(rest(inner.scan(ANNA))).hasSize(3);
    assertThat(store.sweep()).isEqualTo(1);
    assertThat(rest(inner.scan(ANNA))).containsExactly(other, kept);
  }

  @Test
  void pagesAreThoseOfTheRowsThatAreLeft() {
    now = NOON;
    List<Interaction> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rows.addFirst(row(ANNA, SENT, NOON.plusSeconds(i * DAY / 10), "1"));
    }
    store.append(rows);
    now = NOON.plusSeconds(15 * DAY);
    assertThat(pages(store, ANNA, SENT, TimeRange.ALL, 7)).isEqualTo(rows.subList(0, 50));
    TimeRange old = new TimeRange(NOON, NOON.plusSeconds(2 * DAY));
    assertThat(pages(store, ANNA, SENT, old, 7)).isEmpty();
    TimeRange across = new TimeRange(NOON, NOON.plusSeconds(5 * DAY));
    assertThat(pages(store, ANNA, SENT, across, 7)).containsExactly(rows.get(49));
  }

  @Test
  void typesOfWhichEverythingHasExpiredAreNotGiven() {
    now = NOON;
    TypeName last = new TypeName("Z");
    store.append(List.of(expired, other, row(ANNA, last, NOON, "1")));
    now = NOON.plusSeconds(11 * DAY);
    assertThat(store.types(ANNA, 10)).containsExactly(OPENED, last);
    assertThat(store.types(ANNA, 2)).containsExactly(OPENED, last);
    assertThat(store.types(ANNA, 1)).containsExactly(OPENED);
  }

  @Test
  void aScanAtItsEndSaysSo() {
    now = NOON;
    store.append(List.of(expired));
    now = NOON.plusSeconds(11 * DAY);
    try (Scan scan = store.scan(ANNA)) {
      assertThat(scan.hasNext()).isFalse();
      assertThatThrownBy(scan::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void monthsAreThoseOfTheCalendar() {
    Retention months = new Retention(Map.of(SENT, Period.ofMonths(13)));
    assertThat(months.cutoff(SENT, Instant.parse("2026-03-31T10:00:00Z")))
        .isEqualTo(Instant.parse("2025-02-28T10:00:00Z"));
    assertThat(months.cutoff(OPENED, NOON)).isNull();
    assertThat(months.cutoffs(Instant.parse("2026-03-31T10:00:00Z"))).containsOnlyKeys(SENT);
  }

  @Test
  void nothingIsKeptForNoTime() {
    assertThatThrownBy(() -> new Retention(Map.of(SENT, Period.ZERO)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Retention(Map.of(SENT, Period.ofDays(-1))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
