package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.store.RetainingStore;
import dev.touchstone.store.Retention;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Rows;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class SweepsTest {
  @Test
  void whatExpiresIsRemovedAgainAndAgain() throws Exception {
    MemoryStore inner = new MemoryStore();
    CountDownLatch looks = new CountDownLatch(20);
    RetainingStore store =
        new RetainingStore(
            inner,
            new Retention(Map.of(Rows.SENT, Period.ofDays(1))),
            () -> {
              looks.countDown();
              return looks.getCount() > 10 ? Rows.NOON : Instant.now();
            });
    inner.append(List.of(Rows.row(0, "1")));
    try (Sweeps sweeps = Sweeps.start(store, Duration.ofMillis(1))) {
      assertThat(sweeps.words()).hasSize(1);
      assertThat(looks.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(Rows.rest(inner.scan(Rows.ANNA))).isEmpty();
    }
    store.close();
  }
}
