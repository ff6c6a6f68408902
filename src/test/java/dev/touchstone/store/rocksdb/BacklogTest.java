package dev.touchstone.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.store.StoreException;
import dev.touchstone.testing.Rows;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BacklogTest {
  private final Backlog backlog = new Backlog(100, 1_000);

  private static Work append(int rows, long bytes) {
    return new Work.Append(
        Collections.nCopies(rows, new byte[0]),
        Collections.nCopies(rows, new byte[0]),
        bytes,
        new CompletableFuture<>());
  }

  private static Work erase() {
    return new Work.Erase(Rows.ANNA, new CompletableFuture<>());
  }

  @Test
  void rowsAreBounded() throws Exception {
    backlog.add(append(60, 1));
    backlog.add(append(40, 1));
    assertThatThrownBy(() -> backlog.add(append(1, 1)))
        .isInstanceOf(StoreException.Overloaded.class)
        .hasMessage("100 rows of 2 bytes wait to be written already");
    assertThat(backlog.take()).hasSize(2);
    backlog.add(append(100, 1));
  }

  @Test
  void bytesAreBounded() throws Exception {
    backlog.add(append(1, 1_000));
    assertThatThrownBy(() -> backlog.add(append(1, 1)))
        .isInstanceOf(StoreException.Overloaded.class);
    backlog.take();
    backlog.add(append(1, 1_000));
  }

  @Test
  void whoContinuesWaitsForRoom() throws Exception {
    backlog.add(append(100, 1));
    CountDownLatch added = new CountDownLatch(1);
    Work next = append(1, 1);
    Thread waiting =
        Thread.startVirtualThread(
            () -> {
              try {
                backlog.addWhenRoom(next);
                added.countDown();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(added.getCount()).isEqualTo(1);
    assertThat(backlog.take()).hasSize(1);
    added.await();
    assertThat(backlog.take()).containsExactly(next);
    waiting.join();
  }

  @Test
  void appendsGoTogetherAndAnErasureAlone() throws Exception {
    Work first = append(1, 1);
    Work second = append(1, 1);
    Work erase = erase();
    Work third = append(1, 1);
    List.of(first, second, erase, third).forEach(backlog::add);
    assertThat(backlog.take()).containsExactly(first, second);
    assertThat(backlog.take()).containsExactly(erase);
    assertThat(backlog.take()).containsExactly(third);
  }

  @Test
  void groupsAreBounded() throws Exception {
    Backlog large = new Backlog(Integer.MAX_VALUE, Long.MAX_VALUE);
    for (int i = 0; i < 3; i++) {
      large.add(append(Backlog.GROUP_ROWS / 2, 1));
    }
    assertThat(large.take()).hasSize(2);
    assertThat(large.take()).hasSize(1);
    for (int i = 0; i < 3; i++) {
      large.add(append(1, Backlog.GROUP_BYTES / 2));
    }
    assertThat(large.take()).hasSize(2);
    assertThat(large.take()).hasSize(1);
  }

  @Test
  void whatWaitsIsTakenAfterTheEnd() throws Exception {
    backlog.add(append(1, 1));
    backlog.close();
    assertThat(backlog.take()).hasSize(1);
    assertThat(backlog.take()).isEmpty();
  }
}
