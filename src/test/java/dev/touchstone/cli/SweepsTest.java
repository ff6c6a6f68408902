package dev.touchstone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.store.RetainingStore;
import dev.touchstone.store.Retention;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.telemetry.Metrics;
import dev.touchstone.testing.Rows;
import java.io.ByteArrayOutputStream;
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
    Metrics metrics = new Metrics();
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
    try (Sweeps sweeps = Sweeps.start(store, metrics, Duration.ofMillis(1))) {
      assertThat(sweeps.words()).hasSize(1);
      assertThat(looks.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(Rows.rest(inner.scan(Rows.ANNA))).isEmpty();
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      metrics.write(text);
      assertThat(text.toString(UTF_8)).contains("touchstone_store_expired_rows_total 1.0\n");
    }
    store.close();
  }
}
