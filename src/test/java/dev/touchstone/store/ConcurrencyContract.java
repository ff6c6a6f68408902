package dev.touchstone.store;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.read;
import static dev.touchstone.testing.Rows.rest;
import static dev.touchstone.testing.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.interaction.Interaction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many callers at once, on virtual threads. */
public interface ConcurrencyContract extends StoreContract {
  int CALLERS = 16;

  @Test
  default void ofManyWhoAppendARowExactlyOneStoresIt() throws Exception {
    List<Interaction> rows = IntStream.range(0, 500).mapToObj(i -> row(-i, "1")).toList();
    List<List<Verdict>> verdicts = together(caller -> store().append(rows));
    for (int i = 0; i < rows.size(); i++) {
      int at = i;
      assertThat(verdicts.stream().map(ofCaller -> ofCaller.get(at)))
          .containsOnlyOnce(Verdict.STORED)
          .containsOnly(Verdict.STORED, Verdict.REPEATED);
    }
    assertThat(read(store(), ANNA, SENT)).isEqualTo(rows);
  }

  @Test
  default void ofManyVersionsTheHighestStays() throws Exception {
    List<List<Verdict>> verdicts =
        together(caller -> store().append(List.of(row(row(0, "1"), caller, "x"))));
    assertThat(verdicts.stream().flatMap(List::stream)).containsOnlyOnce(Verdict.STORED);
    assertThat(read(store(), ANNA, SENT)).containsExactly(row(row(0, "1"), CALLERS - 1, "x"));
  }

  @Test
  default void aCallerReadsWhatItWrote() throws Exception {
    together(
        caller -> {
          for (int i = 0; i < 20; i++) {
            Interaction own = row(caller * 100 + i, "own");
            store().append(List.of(own));
            TimeRange moment = new TimeRange(own.timestamp(), own.timestamp());
            assertThat(store().read(new Query(ANNA, SENT, moment, 9, null)).interactions())
                .containsExactly(own);
          }
          return rest(store().scan(ANNA)).size();
        });
    assertThat(read(store(), ANNA, SENT)).hasSize(CALLERS * 20);
  }

  @Test
  default void appendsReadsAndErasuresDoNotDisturbOneAnother() throws Exception {
    List<Interaction> kept = Contacts.rowsOf(Contacts.NEIGHBOURS.get(2));
    store().append(kept);
    together(
        caller -> {
          if (caller % 8 == 0) {
            return store().erase(ANNA).interactions();
          }
          store().append(Contacts.rowsOf(ANNA));
          rest(store().scan(ANNA));
          return 0L;
        });
    assertThat(rest(store().scan(kept.getFirst().contact()))).isEqualTo(kept);
    store().erase(ANNA);
    assertThat(rest(store().scan(TimeRange.ALL))).isEqualTo(kept);
  }

  /** One of several callers. */
  interface Caller<T> {
    T call(int caller) throws Exception;
  }

  private static <T> List<T> together(Caller<T> body) throws Exception {
    CountDownLatch start = new CountDownLatch(CALLERS);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<T>> calls = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        int caller = i;
        calls.add(
            () -> {
              start.countDown();
              start.await();
              return body.call(caller);
            });
      }
      List<T> outcomes = new ArrayList<>();
      for (Future<T> outcome : threads.invokeAll(calls)) {
        outcomes.add(outcome.get());
      }
      return outcomes;
    }
  }
}
