package dev.touchstone.store;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.BERT;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.OPENED;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.rest;
import static dev.touchstone.testing.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.Timestamp;
import dev.touchstone.interaction.TypeName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Removal of what is too old, and of nothing else. */
public interface ExpireContract extends StoreContract {
  @Test
  default void onlyRowsBeforeTheCutoffAreRemoved() {
    Interaction before = row(ANNA, SENT, NOON.minusNanos(1), "1");
    Interaction at = row(ANNA, SENT, NOON, "1");
    Interaction after = row(ANNA, SENT, NOON.plusNanos(1), "1");
    store().append(List.of(before, at, after));
    assertThat(store().expire(Map.of(SENT, NOON))).isEqualTo(1);
    assertThat(rest(store().scan(ANNA))).containsExactly(after, at);
    assertThat(store().expire(Map.of(SENT, NOON))).isZero();
  }

  @Test
  default void otherTypesAreLeft() {
    TypeName longer = new TypeName("EmailSentTwice");
    store()
        .append(
            List.of(
                row(ANNA, SENT, NOON, "1"),
                row(ANNA, OPENED, NOON, "1"),
                row(ANNA, longer, NOON, "1")));
    assertThat(store().expire(Map.of(SENT, NOON.plusSeconds(1)))).isEqualTo(1);
    assertThat(store().types(ANNA, 10)).containsExactly(OPENED, longer);
    assertThat(store().expire(Map.of())).isZero();
    assertThat(store().types(ANNA, 10)).hasSize(2);
  }

  @Test
  default void everyContactIsVisited() {
    Contacts.NEIGHBOURS.forEach(contact -> store().append(Contacts.rowsOf(contact)));
    Map<TypeName, Instant> cutoffs =
        Map.of(
            Contacts.TYPES.get(0), NOON.plusSeconds(2),
            Contacts.TYPES.get(2), NOON.plusSeconds(1));
    assertThat(store().expire(cutoffs)).isEqualTo(5L * Contacts.NEIGHBOURS.size());
    for (ContactId contact : Contacts.NEIGHBOURS) {
      List<Interaction> rows = Contacts.rowsOf(contact);
      assertThat(rest(store().scan(contact)))
          .containsExactly(rows.get(3), rows.get(4), rows.get(5), rows.get(6));
    }
  }

  @Test
  default void longTailsGoWhole() {
    List<Interaction> rows = new ArrayList<>();
    for (int i = 0; i < 2_500; i++) {
      rows.add(row(i, "1"));
    }
    store().append(rows);
    store().append(List.of(row(BERT, SENT, NOON, "1")));
    assertThat(store().expire(Map.of(SENT, NOON.plusSeconds(2_400)))).isEqualTo(2_401);
    assertThat(rest(store().scan(TimeRange.ALL))).hasSize(100);
  }

  @Test
  default void cutoffsAtTheEdgesOfTime() {
    store()
        .append(List.of(row(ANNA, SENT, Timestamp.MIN, "1"), row(ANNA, SENT, Timestamp.MAX, "1")));
    assertThat(store().expire(Map.of(SENT, Instant.MIN))).isZero();
    assertThat(store().expire(Map.of(SENT, Timestamp.MIN))).isZero();
    assertThat(store().expire(Map.of(SENT, Timestamp.MIN.plusNanos(1)))).isEqualTo(1);
    assertThat(store().expire(Map.of(SENT, Timestamp.MAX))).isZero();
    assertThat(store().expire(Map.of(SENT, Instant.MAX))).isEqualTo(1);
    assertThat(rest(store().scan(ANNA))).isEmpty();
  }

  @Test
  default void removedRowsMayBeAppendedAgain() {
    store().append(List.of(row(row(0, "1"), 9, "z")));
    store().expire(Map.of(SENT, NOON.plusSeconds(1)));
    assertThat(store().append(List.of(row(0, "1")))).containsExactly(Verdict.STORED);
  }

  @Test
  default void readsAndAppendsGoOnMeanwhile() throws InterruptedException {
    List<Interaction> old = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      old.add(row(i, "1"));
    }
    store().append(old);
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch started = new CountDownLatch(1);
    List<Throwable> failures = new ArrayList<>();
    Thread other =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    for (int i = 0; i < 20 || !done.get(); i++) {
                      Interaction fresh = row(10_000 + i, "1");
                      assertThat(store().append(List.of(fresh))).containsExactly(Verdict.STORED);
                      assertThat(
                              store()
                                  .read(new Query(ANNA, SENT, TimeRange.ALL, 1, null))
                                  .interactions())
                          .containsExactly(fresh);
                      started.countDown();
                    }
                  } catch (Throwable e) {
                    failures.add(e);
                    started.countDown();
                  }
                });
    started.await();
    long removed = store().expire(Map.of(SENT, NOON.plusSeconds(5_000)));
    done.set(true);
    other.join();
    assertThat(failures).isEmpty();
    assertThat(removed).isEqualTo(5_000);
    assertThat(rest(store().scan(ANNA))).hasSizeGreaterThanOrEqualTo(20);
  }
}
