package dev.touchstone.privacy.packages;

import java.io.ByteArrayOutputStream;

/** Cuts bytes into lines. Not thread-safe. */
final class Lines implements FileContent.Sink {
  /** More than the longest row, every character of it escaped. */
  private static final int MAX_LINE_BYTES = 16 << 20;

  private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
  private final LineSink sink;
  private boolean tooLong;

  /** Takes a line without its end. */
  @FunctionalInterface
  interface LineSink {
    void line(byte[] bytes, int start, int length);
  }

  Lines(LineSink sink) {
    this.sink = sink;
  }

  @Override
  public void write(byte[] bytes, int length) {
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        end(bytes, start, i - start);
        start = i + 1;
      }
    }
    if (rest.size() + length - start > MAX_LINE_BYTES) {
      tooLong = true;
      rest.reset();
    } else {
      rest.write(bytes, start, length - start);
    }
  }

  private void end(byte[] bytes, int start, int length) {
    if (rest.size() == 0) {
      sink.line(bytes, start, length);
      return;
    }
    rest.write(bytes, start, length);
    byte[] line = rest.toByteArray();
    rest.reset();
    sink.line(line, 0, line.length);
  }

  /** Hands on what stands behind the last end of a line. */
  void end() {
    if (rest.size() > 0) {
      end(new byte[0], 0, 0);
    }
  }

  /** Whether a line was longer than any row is; it was left out. */
  boolean isTooLong() {
    return tooLong;
  }
}
