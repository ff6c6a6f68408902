package dev.touchstone.interaction;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Hexadecimal digits as bytes of ASCII, eight at a time: rows consist of little else. All methods
 * are pure.
 */
public final class HexDigits {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle FOUR =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** From the character behind {@code 9} to {@code a}, and to {@code A}. */
  private static final long TO_LOWER = 'a' - '9' - 1;

  private static final long TO_UPPER = 'A' - '9' - 1;

  /** How long a GUID with dashes is. */
  public static final int DASHED_LENGTH = 36;

  /** How long it is without. */
  public static final int PLAIN_LENGTH = 32;

  private HexDigits() {}

  /** The digits of bytes, two for each. */
  public static void put(byte[] from, int at, int count, boolean upper, byte[] to, int toAt) {
    long letters = upper ? TO_UPPER : TO_LOWER;
    int in = at;
    int out = toAt;
    for (; in + Integer.BYTES <= at + count; in += Integer.BYTES, out += Long.BYTES) {
      EIGHT.set(to, out, digits((int) FOUR.get(from, in), letters));
    }
    for (; in < at + count; in++, out += 2) {
      long both = digits(from[in], letters);
      to[out] = (byte) (both >>> Byte.SIZE);
      to[out + 1] = (byte) both;
    }
  }

  /** The same for the 16 bytes of a GUID. */
  public static void putDashed(byte[] from, int at, byte[] to, int toAt) {
    putDashed((long) EIGHT.get(from, at), (long) EIGHT.get(from, at + Long.BYTES), to, toAt);
  }

  /** The {@value #DASHED_LENGTH} bytes of a GUID in lower case with dashes. */
  public static void putDashed(long high, long low, byte[] to, int at) {
    long second = digits((int) high, TO_LOWER);
    long third = digits((int) (low >>> Integer.SIZE), TO_LOWER);
    EIGHT.set(to, at, digits((int) (high >>> Integer.SIZE), TO_LOWER));
    to[at + 8] = '-';
    FOUR.set(to, at + 9, (int) (second >>> Integer.SIZE));
    to[at + 13] = '-';
    FOUR.set(to, at + 14, (int) second);
    to[at + 18] = '-';
    FOUR.set(to, at + 19, (int) (third >>> Integer.SIZE));
    to[at + 23] = '-';
    FOUR.set(to, at + 24, (int) third);
    EIGHT.set(to, at + 28, digits((int) low, TO_LOWER));
  }

  /** The {@value #PLAIN_LENGTH} bytes of a GUID in upper case without dashes. */
  public static void putPlainUpper(long high, long low, byte[] to, int at) {
    EIGHT.set(to, at, digits((int) (high >>> Integer.SIZE), TO_UPPER));
    EIGHT.set(to, at + 8, digits((int) high, TO_UPPER));
    EIGHT.set(to, at + 16, digits((int) (low >>> Integer.SIZE), TO_UPPER));
    EIGHT.set(to, at + 24, digits((int) low, TO_UPPER));
  }

  /** The digits of bytes as text. */
  public static String text(byte[] from, int at, int count, boolean upper) {
    byte[] digits = new byte[2 * count];
    put(from, at, count, upper, digits, 0);
    return new String(digits, ISO_8859_1);
  }

  /** Eight digits, of which the first is in the highest byte. */
  private static long digits(int bits, long toLetters) {
    long nibbles = Integer.toUnsignedLong(bits);
    nibbles = (nibbles | (nibbles << 16)) & 0x0000_FFFF_0000_FFFFL;
    nibbles = (nibbles | (nibbles << 8)) & 0x00FF_00FF_00FF_00FFL;
    nibbles = (nibbles | (nibbles << 4)) & 0x0F0F_0F0F_0F0F_0F0FL;
    long letters = ((nibbles + 0x0606_0606_0606_0606L) >>> 4) & 0x0101_0101_0101_0101L;
    return nibbles + 0x3030_3030_3030_3030L + letters * toLetters;
  }
}
