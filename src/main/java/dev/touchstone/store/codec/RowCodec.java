package dev.touchstone.store.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.StoreException;
import java.util.Arrays;

/**
 * The bytes of a row: everything of an interaction that its key does not say. One interaction has
 * exactly one form, so rows are equal if and only if their bytes are. All methods are pure.
 *
 * <pre>
 * row       format (1 byte, {@value #FORMAT}) · version (varint) · field · field · …     fields in the order of their names
 * field     column (varint) · value
 * column    n ≥ 1: line n of columns-1.txt    0: length (varint) · UTF-8 of the name
 * value     see {@link ValueCodec}
 * </pre>
 */
public final class RowCodec {
  /** The format written. Rows of another format are refused, never guessed at. */
  public static final int FORMAT = 1;

  /** How many columns are well known: their numbers are 1 to this. */
  public static final int COLUMNS = ColumnNumbers.COUNT;

  private RowCodec() {}

  /** What a row holds beside its key. */
  public record Row(long version, Fields fields) {}

  public static byte[] encode(Interaction interaction) {
    Fields fields = interaction.fields();
    ByteWriter out = new ByteWriter(16 + 24 * fields.size());
    out.put(FORMAT).putVarint(interaction.version());
    for (int i = 0; i < fields.size(); i++) {
      putColumn(out, fields.name(i));
      ValueCodec.put(out, fields.value(i));
    }
    return out.toBytes();
  }

  /**
   * Reads a row. Its fields become texts when somebody asks for them.
   *
   * @param row is not changed any more
   * @throws StoreException.Damaged if the bytes are none, or of a format that this version does not
   *     know
   */
  public static Row decode(byte[] row) {
    return decode(row, 0, row.length, new FieldCursor());
  }

  /**
   * Reads a row that is a part of some bytes.
   *
   * @param bytes are not changed any more
   * @param fields goes through those of the row; whoever reads many rows needs but one
   * @throws StoreException.Damaged likewise
   */
  public static Row decode(byte[] bytes, int from, int to, FieldCursor fields) {
    ByteReader in = new ByteReader(bytes, from, to);
    long version = getVersion(in);
    fields.begin(bytes, in.at(), to);
    while (fields.next()) {
      // Passed over: what is no field is damage, and must be met here.
    }
    return new Row(version, Fields.of(new EncodedFields(bytes, in.at(), to)));
  }

  /**
   * Reads the version alone.
   *
   * @throws StoreException.Damaged as {@link #decode}
   */
  public static long decodeVersion(byte[] row) {
    return getVersion(new ByteReader(row));
  }

  /**
   * Which of two rows of one identity is kept: negative if {@code a} yields to {@code b}, positive
   * if {@code b} yields to {@code a}, 0 if they are the same row.
   */
  public static int compare(byte[] a, byte[] b) {
    int byVersion = Long.compare(decodeVersion(a), decodeVersion(b));
    return byVersion != 0 ? byVersion : Arrays.compareUnsigned(a, b);
  }

  /** The number of a column that is well known, or {@link FieldCursor#NAMED}. */
  public static int columnNumber(String name) {
    return ColumnNumbers.numberOf(name);
  }

  private static long getVersion(ByteReader in) {
    int format = in.get();
    if (format != FORMAT) {
      throw ByteReader.damaged("row format " + format + ", known is " + FORMAT);
    }
    return in.getVarint();
  }

  private static void putColumn(ByteWriter out, String name) {
    int number = ColumnNumbers.numberOf(name);
    out.putVarint(number);
    if (number == FieldCursor.NAMED) {
      byte[] bytes = name.getBytes(UTF_8);
      out.putVarint(bytes.length).put(bytes);
    }
  }
}
