package dev.touchstone.interaction;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Some characters of ASCII, to be looked for in UTF-8 eight bytes at a time: what is escaped in a
 * form, mostly. Immutable.
 */
public final class ByteSet {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long SIGNS = 0x8080_8080_8080_8080L;

  private final boolean[] members = new boolean[256];

  /** Each character, eight times. */
  private final long[] repeated;

  private ByteSet(String characters) {
    repeated = characters.chars().mapToLong(c -> c * ONES).toArray();
    characters.chars().forEach(c -> members[c] = true);
    for (int c = 0; c < ' '; c++) {
      members[c] = true;
    }
  }

  /**
   * The control characters below a space, and others.
   *
   * @param characters of ASCII, not control characters
   */
  public static ByteSet controlsAnd(String characters) {
    return new ByteSet(characters);
  }

  /** Where the first byte that is one of these stands; {@code to} where none is. */
  public int find(byte[] bytes, int from, int to) {
    int at = from;
    while (at + Long.BYTES <= to && !isAmong((long) EIGHT.get(bytes, at))) {
      at += Long.BYTES;
    }
    while (at < to && !members[bytes[at] & 0xFF]) {
      at++;
    }
    return at;
  }

  /**
   * Whether one of eight bytes is in the set. A byte that underflows where a number is taken from
   * it was smaller than that: "Determine if a word has a byte less than n", Anderson, Bit Twiddling
   * Hacks.
   */
  private boolean isAmong(long bytes) {
    long found = (bytes - ' ' * ONES) & ~bytes;
    for (long character : repeated) {
      long difference = bytes ^ character;
      found |= (difference - ONES) & ~difference;
    }
    return (found & SIGNS) != 0;
  }
}
