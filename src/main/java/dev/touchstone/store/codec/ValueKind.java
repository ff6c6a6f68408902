package dev.touchstone.store.codec;

/**
 * The forms that a value has in a row: see {@link ValueCodec}. Their order is that of their
 * numbers.
 */
public enum ValueKind {
  /** UTF-8. */
  TEXT,

  /** A GUID in lower case with dashes: 16 bytes. */
  GUID,

  /** A whole number: a varint. */
  NUMBER,

  /** Hexadecimal digits in lower case, two for each byte. */
  HEX_LOWER,

  /** Hexadecimal digits in upper case, two for each byte. */
  HEX_UPPER;

  private static final ValueKind[] KINDS = values();

  /**
   * The kind of a number.
   *
   * @throws dev.touchstone.store.StoreException.Damaged if there is none
   */
  static ValueKind of(int number) {
    if (number >= KINDS.length) {
      throw ByteReader.damaged("an unknown kind of value");
    }
    return KINDS[number];
  }
}
