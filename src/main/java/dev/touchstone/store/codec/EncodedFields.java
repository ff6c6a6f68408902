package dev.touchstone.store.codec;

import dev.touchstone.interaction.Fields;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of a row as {@link RowCodec} wrote them. Most rows that are read are written out again
 * at once, for which no text is needed: see {@link FieldCursor}. Immutable.
 */
public final class EncodedFields implements Fields.Encoded {
  /** Of a row without fields. */
  public static final EncodedFields NONE = new EncodedFields(new byte[0], 0, 0);

  final byte[] bytes;

  /** Where the first field begins. */
  final int start;

  /** Where the last one ends. */
  final int end;

  /**
   * @param bytes are not changed any more
   */
  EncodedFields(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  @Override
  public String[] decode() {
    FieldCursor fields = new FieldCursor();
    List<String> texts = new ArrayList<>(32);
    fields.begin(this);
    while (fields.next()) {
      texts.add(fields.name());
      texts.add(fields.text());
    }
    return texts.toArray(String[]::new);
  }
}
