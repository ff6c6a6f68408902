package dev.touchstone.move;

/** Where a store stands in a move. */
enum Standing {
  /** It is where it is said to be: it may be used. */
  HOME,
  /** It is being moved into another one. */
  LEAVING,
  /**
   * Another one is being moved into it: it may lack something, or have something that was erased.
   */
  ARRIVING,
  /** It was moved into another one, and lacks everything since. */
  LEFT
}
