package dev.touchstone.store;

/** What became of one appended row. */
public enum Verdict {
  /** The store held no row of this identity; now it holds this one. */
  STORED,

  /** The store held this very row: same identity, version and content. */
  REPEATED,

  /**
   * The store held another version of this row. The higher version is kept, the lower is superseded
   * by it.
   */
  SUPERSEDED,

  /**
   * The store held this version of this row with other content. The one of the greater bytes is
   * kept.
   */
  CONFLICTING,

  /** The row is older than rows of its type are kept: it was not stored. */
  EXPIRED,
  /** The contact was erased, and the block was not lifted: the row was not stored. */
  ERASED
}
