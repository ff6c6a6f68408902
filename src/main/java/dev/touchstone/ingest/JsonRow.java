package dev.touchstone.ingest;

/**
 * The bytes of one row in JSON: a view of the reader's buffer that the reader's next call changes.
 *
 * <p>A row that is longer than is read has none.
 */
final class JsonRow {
  byte[] buffer = {};
  int from;
  int length;

  /** The line on which the row begins, the first being 1. */
  long line;

  /** Whether the row is longer than is read. */
  boolean tooLong;

  JsonRow set(byte[] bytes, int start, int count, long firstLine) {
    buffer = bytes;
    from = start;
    length = count;
    line = firstLine;
    tooLong = false;
    return this;
  }

  JsonRow setTooLong(long firstLine) {
    set(new byte[0], 0, 0, firstLine);
    tooLong = true;
    return this;
  }
}
