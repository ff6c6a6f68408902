package dev.touchstone.ingest;

import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.store.InteractionStore;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonFactory;

/**
 * Takes rows in JSON from a stream: each is stored exactly once, however often it is sent, or
 * rejected with its reason. Rows go to the store in batches, one after the other; memory is bounded
 * whatever the size of the input. Thread-safe.
 */
public final class Intake {
  private final RowContract contract;
  private final RetryingStore store;
  private final IntakeLimits limits;
  private final JsonFactory json;

  /**
   * @param retry what to do when the store is overloaded or does not say what became of rows
   */
  public Intake(RowContract contract, InteractionStore store, Retry retry, IntakeLimits limits) {
    this.contract = contract;
    this.store = new RetryingStore(store, retry);
    this.limits = limits;
    this.json = JsonRowReader.factory(limits.maxRowBytes());
  }

  public IntakeLimits limits() {
    return limits;
  }

  /** The types that rows are checked against. */
  public TypeCatalogue types() {
    return contract.types();
  }

  /**
   * Reads rows until the input ends, is broken, or the store fails. What is reported as stored is
   * durable.
   */
  public IntakeReport run(InputStream in, RowFormat format, Compression compression) {
    CountedInput packed = new CountedInput(in);
    IntakeRun run = new IntakeRun(contract, store, json, limits);
    @Nullable IntakeReport report = null;
    try (InputStream unpacked = compression.unpack(packed)) {
      BoundedInput bounded = new BoundedInput(packed, unpacked, limits.maxBytes());
      IntakeEnd end = run.read(format.rows(bounded, limits.maxRowBytes()));
      report = run.report(new IntakeReport.Bytes(packed.count(), bounded.count()), end);
      return report;
    } catch (IOException e) {
      return report != null
          ? report
          : run.report(new IntakeReport.Bytes(packed.count(), 0), new IntakeEnd.Unreadable(e));
    }
  }
}
