package dev.touchstone.interaction;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

  /** Times a byte: that byte in each of eight. */
  private static final long EACH = 0x0101_0101_0101_0101L;

  private static final long HIGH = 0x8080_8080_8080_8080L;

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

  /**
   * The bits of the {@value #DASHED_LENGTH} bytes of a GUID with dashes; null if they are none.
   *
   * @param upperToo whether digits may be in upper case
   */
  static @Nullable UUID dashed(byte[] from, int at, boolean upperToo) {
    if (from[at + 8] != '-'
        || from[at + 13] != '-'
        || from[at + 18] != '-'
        || from[at + 23] != '-') {
      return null;
    }
    return guid(
        (long) EIGHT.get(from, at),
        joined((int) FOUR.get(from, at + 9), (int) FOUR.get(from, at + 14)),
        joined((int) FOUR.get(from, at + 19), (int) FOUR.get(from, at + 24)),
        (long) EIGHT.get(from, at + 28),
        upperToo);
  }

  /** The bits of the {@value #PLAIN_LENGTH} bytes of a GUID without dashes; null likewise. */
  static @Nullable UUID plain(byte[] from, int at) {
    return guid(
        (long) EIGHT.get(from, at),
        (long) EIGHT.get(from, at + 8),
        (long) EIGHT.get(from, at + 16),
        (long) EIGHT.get(from, at + 24),
        true);
  }

  private static long joined(int high, int low) {
    return ((long) high << Integer.SIZE) | Integer.toUnsignedLong(low);
  }

  private static @Nullable UUID guid(
      long first, long second, long third, long fourth, boolean upperToo) {
    long a = bits(first, upperToo);
    long b = bits(second, upperToo);
    long c = bits(third, upperToo);
    long d = bits(fourth, upperToo);
    return (a | b | c | d) < 0 ? null : new UUID((a << 32) | b, (c << 32) | d);
  }

  /**
   * The bits of eight digits, of which the first is in the highest byte; negative if one is none.
   * Of a byte below 0x80 the high bit of a sum says whether it reaches a bound.
   */
  private static long bits(long digits, boolean upperToo) {
    long folded = upperToo ? digits | (0x20 * EACH) : digits;
    long numbers = (digits + (0x80 - '0') * EACH) & ~(digits + (0x7F - '9') * EACH);
    long letters = (folded + (0x80 - 'a') * EACH) & ~(folded + (0x7F - 'f') * EACH) & HIGH;
    if ((digits & HIGH) != 0 || ((numbers | letters) & HIGH) != HIGH) {
      return -1;
    }
    long nibbles = (digits & (0x0F * EACH)) + 9 * (letters >>> 7);
    nibbles = (nibbles | (nibbles >>> 4)) & 0x00FF_00FF_00FF_00FFL;
    nibbles = (nibbles | (nibbles >>> 8)) & 0x0000_FFFF_0000_FFFFL;
    return (nibbles | (nibbles >>> 16)) & 0xFFFF_FFFFL;
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
