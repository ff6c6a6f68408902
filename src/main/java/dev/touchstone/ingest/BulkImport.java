package dev.touchstone.ingest;

import dev.touchstone.store.InteractionStore;

/**
 * Imports blobs of any source: every row is stored exactly once, however often it is met, or
 * rejected with its reason. Rows go to the store in batches of up to 1,000 rows and 4 MiB, a few of
 * them at a time while others are read; memory is bounded whatever the size of the blobs. Instances
 * hold no state and may be used from any thread.
 */
public final class BulkImport {
  private final RowContract contract;
  private final RowSink sink;

  private BulkImport(RowContract contract, RowSink sink) {
    this.contract = contract;
    this.sink = sink;
  }

  /**
   * An import into a store.
   *
   * @param retry what to do when the store is overloaded or does not say what became of rows
   */
  public static BulkImport into(InteractionStore store, RowContract contract, Retry retry) {
    return new BulkImport(contract, new RetryingStore(store, retry));
  }

  /** An import that checks rows and stores none; those that it would give to a store are stored. */
  public static BulkImport dry(RowContract contract) {
    return new BulkImport(contract, RowSink.NOWHERE);
  }

  /**
   * Reads blobs and stores their rows. When it returns they are durable.
   *
   * @param rejected takes the rejected rows; the caller closes it
   * @throws ImportException if a blob cannot be read, the rejected rows cannot be written, or the
   *     store fails for good
   * @throws ImportStoppedException if the progress threw one
   */
  public ImportSummary run(
      BlobListing listing, RejectedRows rejected, ImportProgress progress, ImportMode mode) {
    try (UnderWay underWay = new UnderWay(sink)) {
      return new ImportRun(contract, underWay, listing, rejected, progress, mode).run();
    }
  }
}
