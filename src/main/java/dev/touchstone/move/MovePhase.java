package dev.touchstone.move;

/** What a move does, in this order. */
public enum MovePhase {
  /** Whoever else has the source open notices that it is being moved, and uses it no more. */
  NOTICE("waiting until every other server has noticed"),
  /** Contacts are counted, so that it can be told how far the move is. */
  COUNTING("counting"),
  /** What the source has of each contact is copied. */
  BACKFILL("copying"),
  /** What both have of each contact of the source is compared, and made equal. */
  COMPARISON("comparing"),
  /** Contacts of the target are looked for that the source does not have. */
  SURPLUS("looking for surplus"),
  /** Records are compared and made equal, kind by kind. */
  RECORDS("comparing records"),
  /** What changed on one side only meanwhile is made equal, and the target takes over. */
  SWITCH("switching");

  private final String word;

  MovePhase(String word) {
    this.word = word;
  }

  /** For people: what is being done. */
  public String word() {
    return word;
  }
}
