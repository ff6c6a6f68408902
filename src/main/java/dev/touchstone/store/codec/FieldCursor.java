package dev.touchstone.store.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.HexDigits;
import dev.touchstone.store.StoreException;

/**
 * Goes through the fields of encoded rows, in the order of their names, without making anything of
 * them that nobody asks for. One cursor may go through one row after the other. Not thread-safe.
 */
public final class FieldCursor {
  /** The number of a column that stands there by its name. */
  public static final int NAMED = 0;

  private static final int KIND_BITS = 3;

  private byte[] row = {};
  private int next;
  private int end;
  private int column;
  private int nameAt;
  private int nameLength;
  private ValueKind kind = ValueKind.TEXT;
  private int at;
  private int length;

  /** Goes before the first field of a row. */
  public void begin(EncodedFields fields) {
    begin(fields.bytes, fields.start, fields.end);
  }

  void begin(byte[] bytes, int from, int to) {
    row = bytes;
    next = from;
    end = to;
  }

  /**
   * Goes to the next field.
   *
   * @return false if there is none
   * @throws StoreException.Damaged if the bytes are no field
   */
  public boolean next() {
    if (next == end) {
      return false;
    }
    column = ColumnNumbers.check(varint());
    if (column == NAMED) {
      nameLength = length(varint());
      nameAt = next;
      next += nameLength;
    }
    long header = varint();
    kind = ValueKind.of((int) header & ((1 << KIND_BITS) - 1));
    length = length(header >>> KIND_BITS);
    at = next;
    switch (kind) {
      case TEXT, HEX_LOWER, HEX_UPPER -> next += length;
      case GUID -> next += length(2L * Long.BYTES);
      case NUMBER -> varint();
    }
    return true;
  }

  /** The number of the column, or {@link #NAMED}. */
  public int column() {
    return column;
  }

  public String name() {
    return column == NAMED
        ? new String(row, nameAt, nameLength, UTF_8)
        : ColumnNumbers.nameOf(column);
  }

  public ValueKind kind() {
    return kind;
  }

  /** What holds the value. */
  public byte[] bytes() {
    return row;
  }

  /** Where the value begins in there. */
  public int at() {
    return at;
  }

  /** How many bytes it has, where its kind does not say so. */
  public int length() {
    return length;
  }

  /** The value as the text that it was. */
  public String text() {
    return text(row, kind, at, length);
  }

  /** A value as the text that it was. */
  public static String text(byte[] row, ValueKind kind, int at, int length) {
    return switch (kind) {
      case TEXT -> new String(row, at, length, UTF_8);
      case GUID -> dashed(row, at);
      case NUMBER -> Long.toString(number(row, at));
      case HEX_LOWER -> HexDigits.text(row, at, length, false);
      case HEX_UPPER -> HexDigits.text(row, at, length, true);
    };
  }

  /** The whole number at a place. */
  public static long number(byte[] row, int at) {
    long value = 0;
    int next = at;
    for (int shift = 0; ; shift += 7) {
      byte b = row[next++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }

  private static String dashed(byte[] row, int at) {
    byte[] text = new byte[HexDigits.DASHED_LENGTH];
    HexDigits.putDashed(row, at, text, 0);
    return new String(text, ISO_8859_1);
  }

  private int length(long value) {
    if (value < 0 || value > end - next) {
      throw ByteReader.damaged("a length beyond the end");
    }
    return (int) value;
  }

  private long varint() {
    if (next < end && row[next] >= 0) {
      return row[next++];
    }
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (next == end) {
        throw ByteReader.damaged("they end too early");
      }
      byte b = row[next++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw ByteReader.damaged("a number of more than 64 bits");
  }
}
