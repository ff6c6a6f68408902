package dev.touchstone.odata;

/**
 * How many rows the next read of the store asks for: few at first, then so many that a page holds
 * about {@value #PAGE_BYTES} bytes, whether rows are small or great. It ends at zero, when as many
 * rows were written as the answer may hold. Not thread-safe.
 */
final class PageSize {
  static final int FIRST_ROWS = 64;
  static final int MAX_ROWS = 1_000;
  static final int PAGE_BYTES = 1 << 20;

  private int left;
  private int rows = FIRST_ROWS;

  PageSize(int limit) {
    left = limit;
  }

  int next() {
    return Math.min(left, rows);
  }

  /** Tells what became of the last page. */
  void written(int pageRows, long pageBytes) {
    left -= pageRows;
    long fitting = PAGE_BYTES / Math.max(1, pageBytes / Math.max(1, pageRows));
    rows = Math.clamp(fitting, 1, MAX_ROWS);
  }
}
