package dev.touchstone.ingest;

import dev.touchstone.ingest.RowRules.Decision;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.store.InteractionStore;
import java.time.InstantSource;

/**
 * Imports export containers, each from its beginning, and keeps what the catalogue does not know.
 * Instances hold no state and may be used from any thread.
 */
public final class ContainerImport {
  private final BulkImport bulk;

  /**
   * @param retry what to do when the store is overloaded or does not say what became of rows
   */
  public ContainerImport(TypeCatalogue types, InteractionStore store, Retry retry) {
    RowRules rules = RowRules.ofExport(Decision.KEEP, Decision.KEEP);
    this.bulk =
        BulkImport.into(store, new RowContract(types, rules, InstantSource.system()), retry);
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
    return bulk.run(container.listing(), rejected, progress, ImportMode.forgetful());
  }
}
