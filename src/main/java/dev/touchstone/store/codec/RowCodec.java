package dev.touchstone.store.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.StoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

  private static final int NAMED = 0;

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
   * Reads a row.
   *
   * @throws StoreException.Damaged if the bytes are none, or of a format that this version does not
   *     know
   */
  public static Row decode(byte[] row) {
    ByteReader in = new ByteReader(row);
    long version = getVersion(in);
    List<String> texts = new ArrayList<>(32);
    while (in.hasMore()) {
      texts.add(getColumn(in));
      texts.add(ValueCodec.get(in));
    }
    return new Row(version, Fields.ofSorted(texts.toArray(String[]::new)));
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
    if (number == NAMED) {
      byte[] bytes = name.getBytes(UTF_8);
      out.putVarint(bytes.length).put(bytes);
    }
  }

  private static String getColumn(ByteReader in) {
    long number = in.getVarint();
    if (number == NAMED) {
      return in.getText(in.getLength(in.getVarint()));
    }
    return ColumnNumbers.nameOf(number);
  }
}
