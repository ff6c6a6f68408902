package dev.touchstone.ingest;

/**
 * Where a row begins.
 *
 * @param offset how many unpacked bytes stand before it
 * @param line its line, the first being 1
 */
record RowStart(long offset, long line) {
  static final RowStart FIRST = new RowStart(0, 1);
}
