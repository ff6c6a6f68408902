package dev.touchstone.ingest;

import dev.touchstone.ingest.RowRules.Decision;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.store.InteractionStore;
import java.time.InstantSource;

/**
 * Imports export containers: every row is stored exactly once, however often it is met, or rejected
 * with its reason. Rows go to the store in batches of up to 1,000 rows and 4 MiB; memory is bounded
 * whatever the size of the container. Instances hold no state and may be used from any thread.
 */
public final class ContainerImport {
  private final RowContract contract;
  private final RetryingStore store;

  /** Keeps what the catalogue does not know. */
  public ContainerImport(TypeCatalogue types, InteractionStore store, Retry retry) {
    this(
        new RowContract(
            types, RowRules.ofExport(Decision.KEEP, Decision.KEEP), InstantSource.system()),
        store,
        retry);
  }

  /**
   * @param retry what to do when the store is overloaded or does not say what became of rows
   */
  public ContainerImport(RowContract contract, InteractionStore store, Retry retry) {
    this.contract = contract;
    this.store = new RetryingStore(store, retry);
  }

  /**
   * Reads every blob of the container and stores its rows. When it returns they are durable.
   *
   * @param rejected takes the rejected rows; the caller closes it
   * @throws ImportException if a blob cannot be read, the rejected rows cannot be written, or the
   *     store fails for good
   */
  public ImportSummary run(
      ExportContainer container, RejectedRows rejected, ImportProgress progress) {
    return new ImportRun(contract, store, container, rejected, progress).run();
  }
}
