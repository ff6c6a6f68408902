package dev.touchstone.ingest;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a JSON array into its elements, by brackets, quotes and commas alone. A byte-order mark is
 * skipped. An element that is no JSON, but whose end can be found, costs itself and nothing else.
 *
 * <p>Memory is bounded by the longest element that is read. Belongs to one thread.
 */
final class JsonArray implements JsonRows {
  private final ByteWindow window;
  private final JsonRow row = new JsonRow();
  private long line = 1;
  private boolean opened;
  private boolean closed;

  /** How much of the window belonged to the row that was returned last. */
  private int taken;

  /** State of the element under way. */
  private int depth;

  private boolean quoted;
  private boolean escaped;

  JsonArray(InputStream in, int maxRowBytes) {
    this.window = new ByteWindow(in, maxRowBytes + 1);
  }

  @Override
  public @Nullable JsonRow next() throws IOException {
    window.from += taken;
    taken = 0;
    if (!opened) {
      open();
      if (skipSpace() && current() == ']') {
        window.from++;
        closed = true;
      }
    }
    if (closed) {
      end();
      return null;
    }
    if (!skipSpace()) {
      throw notClosed();
    }
    return element();
  }

  private void open() throws IOException {
    window.more();
    window.skipByteOrderMark();
    if (!skipSpace() || current() != '[') {
      throw BrokenInputException.malformed(
          "the body is no JSON array: it does not begin with '['; rows one a line are sent as"
              + " application/x-ndjson");
    }
    window.from++;
    opened = true;
  }

  private void end() throws IOException {
    if (skipSpace()) {
      throw BrokenInputException.malformed(
          "line %,d: something stands behind the array".formatted(line));
    }
  }

  private BrokenInputException notClosed() {
    return BrokenInputException.malformed(
        "line %,d: the body ends before the array is closed".formatted(line));
  }

  private byte current() {
    return window.bytes[window.from];
  }

  /** Goes to the next byte that is no white space; false if there is none. */
  private boolean skipSpace() throws IOException {
    while (true) {
      while (window.size() > 0) {
        byte b = current();
        if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
          return true;
        }
        line += b == '\n' ? 1 : 0;
        window.from++;
      }
      if (!window.more()) {
        return false;
      }
    }
  }

  private JsonRow element() throws IOException {
    long firstLine = line;
    depth = 0;
    quoted = false;
    escaped = false;
    int at = 0;
    boolean whole = true;
    while (true) {
      for (; at < window.size(); at++) {
        byte b = window.bytes[window.from + at];
        if (isEnd(b)) {
          closed = b == ']';
          taken = at + 1;
          return whole ? row.set(window.bytes, window.from, at, firstLine) : tooLong(firstLine);
        }
      }
      if (!window.more()) {
        if (window.ended()) {
          throw notClosed();
        }
        whole = false;
        window.from = window.to;
        at = 0;
      }
    }
  }

  private JsonRow tooLong(long firstLine) {
    return row.setTooLong(firstLine);
  }

  /** Takes note of a byte; whether the element ends before it. */
  private boolean isEnd(byte b) {
    line += b == '\n' ? 1 : 0;
    if (quoted) {
      quoted = escaped || b != '"';
      escaped = !escaped && b == '\\';
      return false;
    }
    switch (b) {
      case '"' -> quoted = true;
      case '{', '[' -> depth++;
      case '}' -> depth--;
      case ']' -> {
        if (depth <= 0) {
          return true;
        }
        depth--;
      }
      case ',' -> {
        return depth <= 0;
      }
      default -> {}
    }
    return false;
  }
}
