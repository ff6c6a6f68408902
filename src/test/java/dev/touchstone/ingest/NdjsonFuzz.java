package dev.touchstone.ingest;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Rows;

class NdjsonFuzz {
  private static final int MAX_ROW_BYTES = 200;

  @FuzzTest(maxDuration = "5s")
  void everyRowIsTakenOrRejectedAndTakenOnce(byte[] bytes) {
    for (RowFormat format : RowFormat.values()) {
      MemoryStore store = new MemoryStore();
      Intake intake =
          new Intake(
              new RowContract(
                  Intakes.TYPES,
                  RowRules.ofExport(RowRules.Decision.KEEP, RowRules.Decision.KEEP),
                  java.time.InstantSource.system()),
              store,
              new Retry(java.util.List.of(), pause -> {}),
              new IntakeLimits(1 << 20, MAX_ROW_BYTES, 10));
      IntakeReport first = Intakes.run(intake, format, bytes);
      long stored = Rows.rest(store.scan(TimeRange.ALL)).size();
      if (stored != first.counts().stored()) {
        throw new AssertionError(stored + " stored, " + first.counts().stored() + " counted");
      }
      IntakeReport second = Intakes.run(intake, format, bytes);
      if (second.counts().stored() != 0
          || second.counts().rejected() != first.counts().rejected()
          || !second.acknowledged().equals(first.acknowledged())) {
        throw new AssertionError("sent again: " + first.counts() + ", then " + second.counts());
      }
    }
  }
}
