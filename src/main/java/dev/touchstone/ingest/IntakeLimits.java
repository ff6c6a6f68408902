package dev.touchstone.ingest;

/**
 * How much one intake takes.
 *
 * @param maxBytes of the whole input, unpacked
 * @param maxRowBytes of one row
 * @param maxReported how many rejected rows are reported one by one
 */
public record IntakeLimits(long maxBytes, int maxRowBytes, int maxReported) {
  public IntakeLimits {
    if (maxBytes < 1 || maxRowBytes < 1 || maxReported < 0) {
      throw new IllegalArgumentException("limits that let something in");
    }
  }
}
