package dev.touchstone.move;

/**
 * How a move goes about.
 *
 * @param workers how many contacts are looked at at once
 * @param rowsPerSecond the most rows that are copied in a second; 0 for as many as possible
 * @param attempts how often in a row a store may fail before the move ends; it goes on from there
 *     when it is run again
 * @param switches whether the target takes over in the end
 */
public record MoveOptions(int workers, long rowsPerSecond, int attempts, boolean switches) {
  public static final int MAX_WORKERS = 256;
  public static final long MAX_ROWS_PER_SECOND = 1_000_000_000;

  /** About five minutes of failures. */
  public static final int BRIEF_ATTEMPTS = 20;

  /** Years of failures. */
  public static final int ANY_ATTEMPTS = Integer.MAX_VALUE;

  public static final MoveOptions DEFAULTS = new MoveOptions(16, 0, BRIEF_ATTEMPTS, true);

  public MoveOptions {
    require(workers >= 1 && workers <= MAX_WORKERS, "workers");
    require(rowsPerSecond >= 0 && rowsPerSecond <= MAX_ROWS_PER_SECOND, "rows per second");
    require(attempts >= 1, "attempts");
  }

  private static void require(boolean accepted, String what) {
    if (!accepted) {
      throw new IllegalArgumentException("a number of " + what + " that is not possible");
    }
  }
}
