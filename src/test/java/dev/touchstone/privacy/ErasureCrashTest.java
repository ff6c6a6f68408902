package dev.touchstone.privacy;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.BERT;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.OPENED;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.rest;
import static dev.touchstone.testing.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.store.RecordKind;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.Verdict;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.HookedEngine;
import dev.touchstone.testing.Randoms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An erasure that ends at any call of the store, and whose completion ends at any call too, is
 * complete after the next start, with one receipt that counts everything.
 */
class ErasureCrashTest {
  private static final int MANY = 10_000;

  @TempDir private Path folder;
  private final Random random = Randoms.random(ErasureCrashTest.class);
  private int scenarios;

  /** The process is no more. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void diedBeforeACall() throws Exception {
    everywhere(true, Death::new);
  }

  @Test
  void diedAfterACall() throws Exception {
    everywhere(false, Death::new);
  }

  @Test
  void theStoreFailedBeforeACall() throws Exception {
    everywhere(true, () -> new StoreException.Unavailable("the disk is gone", null));
  }

  @Test
  void theStoreDidNotSayWhetherItDidACall() throws Exception {
    everywhere(false, () -> new StoreException.OutcomeUnknown("it took too long", null));
  }

  private void everywhere(boolean before, Supplier<? extends Throwable> failure) throws Exception {
    int calls = 0;
    while (dies(calls, MANY, before, failure)) {
      dies(calls, random.nextInt(5), before, failure);
      dies(calls, 5 + random.nextInt(15), before, failure);
      calls++;
    }
    assertThat(calls).isGreaterThan(10);
  }

  /** Whether it died at all. */
  private boolean dies(int first, int second, boolean before, Supplier<? extends Throwable> failure)
      throws Exception {
    Path own = Files.createDirectory(folder.resolve("scenario" + scenarios++));
    MemoryStore memory = new MemoryStore();
    HookedEngine engine = new HookedEngine(memory);
    boolean died = diesErasing(own, engine, new Fuse(engine, first, before, failure));
    new Fuse(engine, second, before, failure).burns(() -> Forgetting.open(own, engine).close());
    checkComplete(own, memory, died ? first : MANY);
    return died;
  }

  private static boolean diesErasing(Path own, HookedEngine engine, Fuse fuse) throws IOException {
    try (Forgetting forgetting = Forgetting.open(own, engine)) {
      forgetting.store.append(
          List.of(
              row(ANNA, SENT, NOON, "1"),
              row(ANNA, OPENED, NOON, "1"),
              row(BERT, SENT, NOON, "1")));
      CopiesContract.write(forgetting.erasures.copies(), own.resolve("annas"), ANNA);
      CopiesContract.write(forgetting.erasures.copies(), own.resolve("both"), ANNA, BERT);
      return fuse.burns(() -> forgetting.erasures.erase(List.of(ANNA), Forgetting.REASON));
    }
  }

  /** Fails at one call. */
  private record Fuse(
      HookedEngine engine, int calls, boolean before, Supplier<? extends Throwable> failure) {
    boolean burns(Runnable work) {
      int[] left = {calls};
      Runnable burn =
          () -> {
            if (left[0]-- == 0) {
              sneak(failure.get());
            }
          };
      engine.before(before ? verb -> burn.run() : verb -> {});
      engine.after(before ? verb -> {} : verb -> burn.run());
      try {
        work.run();
        return false;
      } catch (Death | StoreException e) {
        return true;
      } finally {
        engine.before(verb -> {}).after(verb -> {});
      }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
      throw (T) failure;
    }
  }

  private static void checkComplete(Path folder, MemoryStore engine, int call) {
    try (Forgetting restarted = Forgetting.open(folder, engine)) {
      if (restarted.kinds().equals(List.of(EntryKind.BEGIN))) {
        assertThat(call).as("only before anything was noted may nothing happen").isLessThan(4);
        assertThat(rest(engine.scan(ANNA))).hasSize(2);
        assertThat(folder.resolve("annas")).exists();
        return;
      }
      assertThat(restarted.kinds())
          .containsExactly(EntryKind.BEGIN, EntryKind.ERASE, EntryKind.ERASED);
      assertThat(rest(engine.scan(ANNA))).isEmpty();
      assertThat(rest(engine.scan(BERT))).hasSize(1);
      assertThat(Forgetting.values(engine, RecordKind.ERASURE)).isEmpty();
      assertThat(Forgetting.values(engine, RecordKind.LEDGER)).hasSize(3);
      List<String> receipts = Forgetting.values(engine, RecordKind.RECEIPT);
      assertThat(receipts).hasSize(1);
      assertThat(receipts.getFirst())
          .contains("{\"EmailOpened\":1,\"EmailSent\":1}")
          .contains(
              "\"copies\":{\"deleted\":1,\"left\":[{", "\"why\":\"it holds data of others too\"}]");
      assertThat(folder.resolve("annas")).doesNotExist();
      assertThat(folder.resolve("both")).exists();
      assertThat(restarted.entries().getLast().digest())
          .isEqualTo(LedgerEntry.sha256(receipts.getFirst()));
      assertThat(restarted.store.append(List.of(row(ANNA, SENT, NOON, "1"))))
          .containsExactly(Verdict.ERASED);
      String receipt = restarted.erasures.erase(List.of(ANNA), Forgetting.REASON).text();
      assertThat(receipt).isEqualTo(receipts.getFirst());
    }
  }
}
