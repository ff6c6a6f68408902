package dev.touchstone.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GateTest {
  private final Gate gate = new Gate();

  @Test
  void closingWaitsForWhoIsInsideAndLetsNobodyIn() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    AtomicBoolean left = new AtomicBoolean();
    CompletableFuture<?> call =
        CompletableFuture.runAsync(
            () ->
                gate.inside(
                    () -> {
                      entered.countDown();
                      awaitQuietly(leave);
                      left.set(true);
                      return true;
                    }));
    entered.await();
    AtomicBoolean leftBeforeClosed = new AtomicBoolean();
    Thread closer =
        Thread.ofPlatform()
            .start(
                () -> {
                  gate.close();
                  leftBeforeClosed.set(left.get());
                });
    while (closer.isAlive() && closer.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThatThrownBy(() -> gate.inside(() -> true)).isInstanceOf(IllegalStateException.class);
    leave.countDown();
    closer.join();
    call.join();
    assertThat(leftBeforeClosed).isTrue();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void closingIsToldOnce() {
    assertThat(gate.close()).isTrue();
    assertThat(gate.close()).isFalse();
  }

  @Test
  void whoFailsInsideHasLeft() {
    assertThatThrownBy(
            () ->
                gate.inside(
                    () -> {
                      throw new IllegalArgumentException("inside");
                    }))
        .hasMessage("inside");
    assertThat(gate.close()).isTrue();
  }
}
