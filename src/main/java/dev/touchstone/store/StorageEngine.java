package dev.touchstone.store;

/** An engine: it keeps interactions, and beside them the records that belong to them. */
public interface StorageEngine extends InteractionStore {
  /** The records of this engine; they end with it. */
  RecordStore records();
}
