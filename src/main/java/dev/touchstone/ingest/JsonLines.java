package dev.touchstone.ingest;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts NDJSON into its lines. Lines end with LF or CRLF, the last one may have no end. A byte-order
 * mark and lines of nothing but white space are skipped. A text in JSON holds no line break, so a
 * broken line costs itself and nothing else.
 *
 * <p>Memory is bounded by the longest line that is read. Belongs to one thread.
 */
final class JsonLines implements JsonRows {
  /** The line break may come on top. */
  private static final int LINE_END = 2;

  private final ByteWindow window;
  private final int maxRowBytes;
  private final JsonRow row = new JsonRow();
  private long line;
  private boolean started;

  /** Where the row that was returned last begins. */
  private long rowOffset;

  /** How much of the window belonged to the row that was returned last. */
  private int taken;

  JsonLines(InputStream in, int maxRowBytes) {
    this(in, maxRowBytes, RowStart.FIRST);
  }

  /**
   * @param start where the input begins; there is no byte-order mark behind the first byte of all
   */
  JsonLines(InputStream in, int maxRowBytes, RowStart start) {
    this.window = new ByteWindow(in, maxRowBytes + LINE_END, start.offset());
    this.maxRowBytes = maxRowBytes;
    this.line = start.line() - 1;
    this.started = start.offset() > 0;
  }

  /** Where the line begins that comes next. */
  RowStart behind() {
    return new RowStart(window.offset() + taken, line + 1);
  }

  /** Where the row that was returned last stands, its line break included. */
  Rejection.ByteRange rowBytes() {
    return new Rejection.ByteRange(rowOffset, window.offset() + taken - rowOffset);
  }

  /** Whether the row that was returned last has a line feed at its end. */
  boolean lineEnded() {
    return taken > 0 && window.bytes[window.from + taken - 1] == '\n';
  }

  @Override
  public @Nullable JsonRow next() throws IOException {
    if (!started) {
      started = true;
      window.skipByteOrderMark();
    }
    while (true) {
      window.from += taken;
      taken = 0;
      rowOffset = window.offset();
      int end = findLineEnd();
      if (end == 0 && window.ended()) {
        return null;
      }
      line++;
      boolean whole = end < window.size() || window.ended();
      if (!whole || withoutReturn(end) > maxRowBytes) {
        skipLine(end);
        return row.setTooLong(line);
      }
      taken = Math.min(end + 1, window.size());
      if (!isBlank(end)) {
        return row.set(window.bytes, window.from, withoutReturn(end), line);
      }
    }
  }

  /** The place of the next line feed; all that is held where there is none. */
  private int findLineEnd() throws IOException {
    int at = 0;
    do {
      for (; at < window.size(); at++) {
        if (window.bytes[window.from + at] == '\n') {
          return at;
        }
      }
    } while (window.more());
    return at;
  }

  private int withoutReturn(int end) {
    return end > 0 && window.bytes[window.from + end - 1] == '\r' ? end - 1 : end;
  }

  private boolean isBlank(int end) {
    for (int i = window.from; i < window.from + end; i++) {
      if (window.bytes[i] != ' ' && window.bytes[i] != '\t' && window.bytes[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  /** Goes behind the line's end without keeping the line. */
  private void skipLine(int from) throws IOException {
    int end = from;
    while (end == window.size() && !window.ended()) {
      window.from = window.to;
      window.more();
      end = findLineEnd();
    }
    taken = Math.min(end + 1, window.size());
  }
}
