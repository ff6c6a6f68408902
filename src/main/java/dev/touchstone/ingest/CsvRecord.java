package dev.touchstone.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.ingest.Rejection.ByteRange;
import java.util.Arrays;

/**
 * One record: a view of the reader's buffer that the reader's next call changes.
 *
 * <p>Fields are kept as places in the buffer and become text only when they are asked for.
 */
final class CsvRecord implements CsvRow {
  /** Fields beyond these are counted and not kept. */
  static final int MAX_FIELDS = 1_000;

  private byte[] buffer = {};
  private int from;
  private int to;
  private long line;
  private long offset;

  /** Places are counted from the beginning of the record: the buffer may move while it is read. */
  private int[] starts = new int[64];

  private int[] ends = new int[64];
  private boolean[] doubled = new boolean[64];
  private int size;
  private boolean allQuoted;

  void begin() {
    size = 0;
    allQuoted = true;
  }

  void add(int start, int end, boolean quoted, boolean hasDoubledQuotes) {
    allQuoted &= quoted;
    if (size < MAX_FIELDS) {
      if (size == starts.length) {
        starts = Arrays.copyOf(starts, 2 * size);
        ends = Arrays.copyOf(ends, 2 * size);
        doubled = Arrays.copyOf(doubled, 2 * size);
      }
      starts[size] = start;
      ends[size] = end;
      doubled[size] = hasDoubledQuotes;
    }
    size++;
  }

  void end(byte[] bytes, int start, int end, long firstLine, long firstByte) {
    buffer = bytes;
    from = start;
    to = end;
    line = firstLine;
    offset = firstByte;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public ByteRange bytes() {
    return new ByteRange(offset, length());
  }

  /** How many bytes it has, its line break included. */
  int length() {
    return to - from;
  }

  /** How many fields it has; those beyond {@link #MAX_FIELDS} cannot be read. */
  int size() {
    return size;
  }

  /** Whether every field stands in quotes. */
  boolean allQuoted() {
    return allQuoted;
  }

  /** The text of the field at {@code index}, 0 being the first, without its quotes. */
  String text(int index) {
    int start = from + starts[index];
    int length = ends[index] - starts[index];
    if (length == 0) {
      return "";
    }
    return doubled[index] ? undoubled(start, length) : new String(buffer, start, length, UTF_8);
  }

  private String undoubled(int start, int length) {
    byte[] bytes = new byte[length];
    int count = 0;
    for (int i = 0; i < length; i++) {
      bytes[count++] = buffer[start + i];
      if (buffer[start + i] == '"') {
        i++;
      }
    }
    return new String(bytes, 0, count, UTF_8);
  }

  /** The position of the field in which the byte stands, the first being 1. */
  int fieldAt(int byteOfRecord) {
    int field = 1;
    while (field < Math.min(size, MAX_FIELDS) && ends[field - 1] < byteOfRecord) {
      field++;
    }
    return field;
  }

  /** The bytes as they came, line break included. */
  RawBytes raw() {
    return RawBytes.copyOf(buffer, from, length());
  }
}
