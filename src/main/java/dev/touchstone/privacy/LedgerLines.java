package dev.touchstone.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import org.jspecify.annotations.Nullable;

/** The whole lines of a text. What stands behind the last line end is none. */
final class LedgerLines {
  private final BufferedReader in;
  private long bytes;

  LedgerLines(InputStream in) {
    this.in = new BufferedReader(new InputStreamReader(in, UTF_8));
  }

  /**
   * The next line, without its end; null if there is none.
   *
   * @throws LedgerException if it is longer than any may be
   */
  @Nullable String next() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        bytes += line.toString().getBytes(UTF_8).length + 1L;
        return line.toString();
      }
      if (line.length() == LedgerEntry.MAX_CHARS) {
        throw new LedgerException("a line is longer than any of a ledger");
      }
      line.append((char) c);
    }
    return null;
  }

  /** How many bytes the lines so far have. */
  long bytes() {
    return bytes;
  }
}
