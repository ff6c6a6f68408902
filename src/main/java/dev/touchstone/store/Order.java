package dev.touchstone.store;

/** From which end rows of a contact and type are read. */
public enum Order {
  /** The latest moment first; rows of one moment by id. */
  NEWEST_FIRST,

  /** The exact reverse of {@link #NEWEST_FIRST}: rows of one moment by id, descending. */
  OLDEST_FIRST
}
