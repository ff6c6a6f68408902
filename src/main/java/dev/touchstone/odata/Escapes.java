package dev.touchstone.odata;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How characters of ASCII are written inside a JSON string. All others stand for themselves, in
 * UTF-8.
 */
final class Escapes {
  /** JSON. */
  static final Escapes ONCE = new Escapes(Escapes::once);

  /** JSON inside a JSON string: escaped for the inner document, then for the outer one. */
  static final Escapes TWICE = new Escapes(c -> ONCE.escape(once(c)));

  /** The most bytes that one UTF-16 character becomes: {@code \\u0001}. */
  static final int MAX_BYTES = 7;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long SIGNS = 0x8080_8080_8080_8080L;

  private final byte[] @Nullable [] table = new byte[128][];
  private final byte[] quote;

  private Escapes(IntFunction<String> escape) {
    for (int c = 0; c < table.length; c++) {
      String escaped = escape.apply(c);
      table[c] = escaped.length() == 1 ? null : escaped.getBytes(US_ASCII);
    }
    quote = (escape.apply('"').length() > 2 ? "\\\"" : "\"").getBytes(US_ASCII);
  }

  /** What delimits a string of the innermost document. */
  byte[] quote() {
    return quote;
  }

  /** How a character below 128 is written; null if it stands for itself. */
  byte @Nullable [] of(int c) {
    return table[c];
  }

  /** How many bytes of UTF-8 stand before the first one that is not written as itself. */
  static int plainBytes(byte[] utf8, int from, int to) {
    int at = from;
    while (at + Long.BYTES <= to && isPlain((long) EIGHT.get(utf8, at))) {
      at += Long.BYTES;
    }
    while (at < to && utf8[at] != '"' && utf8[at] != '\\' && (utf8[at] < 0 || utf8[at] >= ' ')) {
      at++;
    }
    return at - from;
  }

  /**
   * Whether none of eight bytes is escaped. A byte that underflows where a number is taken from it
   * was smaller than that: "Determine if a word has a byte less than n", Anderson, Bit Twiddling
   * Hacks.
   */
  private static boolean isPlain(long bytes) {
    long control = (bytes - 0x20 * ONES) & ~bytes;
    long quote = bytes ^ ('"' * ONES);
    long backslash = bytes ^ ('\\' * ONES);
    long found = control | ((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash);
    return (found & SIGNS) == 0;
  }

  /** The whole text, escaped; half a surrogate pair becomes a question mark in UTF-8. */
  String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      byte @Nullable [] escaped = c < table.length ? table[c] : null;
      if (escaped == null) {
        out.append(c);
      } else {
        out.append(new String(escaped, US_ASCII));
      }
    }
    return out.toString();
  }

  private static String once(int c) {
    if (c == '"' || c == '\\') {
      return "\\" + (char) c;
    }
    int shortForm = "\b\f\n\r\t".indexOf(c);
    if (shortForm >= 0) {
      return "\\" + "bfnrt".charAt(shortForm);
    }
    return c < 0x20 ? "\\u%04x".formatted(c) : String.valueOf((char) c);
  }
}
