package dev.touchstone.ingest;

import dev.touchstone.ingest.Rejection.ByteRange;
import dev.touchstone.interaction.Fields;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads comma-separated values as RFC 4180 writes them, in UTF-8. Lines end with CRLF or LF, the
 * last one may have no end; fields may stand in quotes or not; a byte-order mark and empty lines
 * are skipped. A NUL byte is text like any other.
 *
 * <p>It goes on behind what is broken. Where quotes or line ends are wrong nobody can say how far
 * the record was meant to go, so only its first line is given up and reading goes on with the next:
 * a quote that is never closed costs one line, not the rest of the file. The other lines that
 * belonged to the record come out as broken, or with a wrong number of fields, one by one.
 *
 * <p>Memory is bounded by {@link #MAX_RECORD_BYTES}. Belongs to one thread.
 */
final class CsvReader {
  /**
   * The longest record that is read. Every row whose fields an interaction can hold fits, though
   * each of their bytes be a quote, which is written twice.
   */
  static final int MAX_RECORD_BYTES = 2 * Fields.MAX_BYTES + (64 << 10);

  private static final String TEXT_BEHIND_QUOTE =
      "text stands behind the closing quote; a quote inside a field is written twice";
  private static final String BARE_QUOTE =
      "a quote stands inside a field that does not begin with one; put the field in quotes and"
          + " write the quote twice";
  private static final String LONE_RETURN =
      "a carriage return stands outside of quotes without a line feed behind it";

  private final ByteWindow window;
  private final int maxRecordBytes;
  private final CsvRecord record = new CsvRecord();
  private final Utf8Check utf8 = new Utf8Check();
  private long line;
  private boolean lineEnded;
  private boolean started;
  private long skipped;

  /** How far the record was read, counted from its first byte. */
  private int at;

  /** How many line feeds it has so far. */
  private int lineFeeds;

  /** Whether its end was found. */
  private boolean complete;

  /** Every byte of the record or-ed together: negative if one of them is not ASCII. */
  private int signs;

  CsvReader(InputStream in) {
    this(in, MAX_RECORD_BYTES);
  }

  CsvReader(InputStream in, int maxRecordBytes) {
    this(in, maxRecordBytes, RowStart.FIRST);
  }

  /**
   * @param start where the input begins; there is no byte-order mark behind the first byte of all
   */
  CsvReader(InputStream in, int maxRecordBytes, RowStart start) {
    this.window = new ByteWindow(in, maxRecordBytes, start.offset());
    this.maxRecordBytes = maxRecordBytes;
    this.line = start.line();
    this.started = start.offset() > 0;
  }

  /** The next record, good or broken; null at the end. What it returned before is void. */
  @Nullable CsvRow next() throws IOException {
    if (!started) {
      started = true;
      skipped += window.skipByteOrderMark();
    }
    skipEmptyLines();
    if (!available(0)) {
      return null;
    }
    String problem = scan();
    return problem == null ? good() : broken(problem);
  }

  /** Finds the fields and the end of a record; returns what is wrong with the last field found. */
  private @Nullable String scan() throws IOException {
    record.begin();
    at = 0;
    lineFeeds = 0;
    signs = 0;
    complete = false;
    while (!complete) {
      String problem = available(at) && byteAt(at) == '"' ? quotedField() : plainField();
      if (problem == null) {
        problem = separator();
      }
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  /** How many bytes of the input were read and passed on or skipped. */
  long bytesDone() {
    return window.offset();
  }

  /** Where the record begins that comes next, empty lines included. */
  RowStart behind() {
    return new RowStart(window.offset(), line);
  }

  /** Whether the record that was returned last, or its first line, has a line feed at its end. */
  boolean lineEnded() {
    return lineEnded;
  }

  /** Whether the end of the input was met. */
  boolean sawEnd() {
    return window.ended();
  }

  /** How many bytes belong to the byte-order mark and to empty lines. */
  long bytesSkipped() {
    return skipped;
  }

  /** How much memory the buffer takes. */
  int bufferBytes() {
    return window.capacity();
  }

  private boolean available(int index) throws IOException {
    while (window.size() <= index) {
      if (!window.more()) {
        return false;
      }
    }
    return true;
  }

  private byte byteAt(int index) {
    return window.bytes[window.from + index];
  }

  private void skipEmptyLines() throws IOException {
    while (available(0)) {
      int length = lineEndAt(0);
      if (length == 0) {
        return;
      }
      skip(length);
      line++;
    }
  }

  /**
   * The length of the line end that begins there; 0 if none does. A carriage return that is the
   * last byte of all counts: a file that is still being written may be cut behind it.
   */
  private int lineEndAt(int index) throws IOException {
    if (byteAt(index) == '\n') {
      return 1;
    }
    if (byteAt(index) != '\r') {
      return 0;
    }
    if (available(index + 1)) {
      return byteAt(index + 1) == '\n' ? 2 : 0;
    }
    return window.ended() ? 1 : 0;
  }

  private void skip(int count) {
    window.from += count;
    skipped += count;
  }

  /** Reads a field in quotes, up to what stands behind it; returns what is wrong with it. */
  private @Nullable String quotedField() throws IOException {
    int start = ++at;
    boolean doubled = false;
    while (findQuote()) {
      if (!available(at + 1) || byteAt(at + 1) != '"') {
        record.add(start, at, true, doubled);
        at++;
        return null;
      }
      doubled = true;
      at += 2;
    }
    String where =
        window.ended()
            ? "before the end of the file"
            : "within %,d bytes".formatted(maxRecordBytes);
    record.add(start, at, true, doubled);
    return "the quote that opens the field is not closed " + where;
  }

  private boolean findQuote() throws IOException {
    while (available(at)) {
      byte[] bytes = window.bytes;
      int to = window.to;
      int i = window.from + at;
      int or = 0;
      for (; i < to && bytes[i] != '"'; i++) {
        or |= bytes[i];
        if (bytes[i] == '\n') {
          lineFeeds++;
        }
      }
      signs |= or;
      at = i - window.from;
      if (i < to) {
        return true;
      }
    }
    return false;
  }

  /** Reads a field without quotes, up to what stands behind it; returns what is wrong with it. */
  private @Nullable String plainField() throws IOException {
    int start = at;
    boolean found = findEnd();
    record.add(start, at, false, false);
    return found && byteAt(at) == '"' ? BARE_QUOTE : null;
  }

  private boolean findEnd() throws IOException {
    while (available(at)) {
      byte[] bytes = window.bytes;
      int to = window.to;
      int i = window.from + at;
      int or = 0;
      for (; i < to && !endsPlainField(bytes[i]); i++) {
        or |= bytes[i];
      }
      signs |= or;
      at = i - window.from;
      if (i < to) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsPlainField(byte b) {
    return b == ',' || b == '\n' || b == '\r' || b == '"';
  }

  /** Reads what stands behind a field; returns what is wrong with it. */
  private @Nullable String separator() throws IOException {
    if (!available(at)) {
      complete = window.ended();
      return complete ? null : tooLong();
    }
    if (byteAt(at) == ',') {
      at++;
      return null;
    }
    int lineEnd = lineEndAt(at);
    if (lineEnd > 0) {
      at += lineEnd;
      lineFeeds++;
      complete = true;
      return null;
    }
    if (byteAt(at) != '\r') {
      return TEXT_BEHIND_QUOTE;
    }
    return available(at + 1) ? LONE_RETURN : tooLong();
  }

  private String tooLong() {
    return "the row is longer than %,d bytes".formatted(maxRecordBytes);
  }

  private CsvRow good() {
    int invalid = signs < 0 ? utf8.firstInvalid(window.bytes, window.from, at) : -1;
    record.end(window.bytes, window.from, window.from + at, line, window.offset());
    CsvRow row = invalid < 0 ? record : notUtf8(invalid);
    window.from += at;
    line += lineFeeds;
    lineEnded = window.bytes[window.from - 1] == '\n';
    return row;
  }

  private BrokenCsv notUtf8(int invalid) {
    String reason = "byte 0x%02X is not UTF-8 here".formatted(byteAt(invalid));
    return new BrokenCsv(
        line,
        record.bytes(),
        RejectionCode.ROW_NOT_UTF8,
        record.fieldAt(invalid),
        reason,
        record.raw());
  }

  /** Gives up the line on which the record began. */
  private BrokenCsv broken(String reason) throws IOException {
    long offset = window.offset();
    int length = 0;
    boolean ended = false;
    while (!ended && available(length)) {
      ended = byteAt(length) == '\n';
      length++;
    }
    RawBytes raw = null;
    long lineBytes = length;
    if (ended || window.ended()) {
      raw = RawBytes.copyOf(window.bytes, window.from, length);
      window.from += length;
    } else {
      lineBytes = skipLine();
    }
    lineEnded = window.from > 0 && window.bytes[window.from - 1] == '\n';
    ByteRange bytes = new ByteRange(offset, lineBytes);
    RejectionCode code =
        reason.equals(tooLong()) ? RejectionCode.ROW_TOO_LARGE : RejectionCode.ROW_NOT_CSV;
    return new BrokenCsv(line++, bytes, code, record.size(), reason, raw);
  }

  /** Goes behind the line's end without keeping the line; returns how many bytes it has. */
  private long skipLine() throws IOException {
    long length = 0;
    do {
      for (int i = window.from; i < window.to; i++) {
        if (window.bytes[i] == '\n') {
          length += i + 1 - window.from;
          window.from = i + 1;
          return length;
        }
      }
      length += window.size();
      window.from = window.to;
    } while (window.more());
    return length;
  }
}
