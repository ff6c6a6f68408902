package dev.touchstone.privacy.packages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.ByteSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** How characters of ASCII are written in a form; all others stand for themselves, in UTF-8. */
final class Escaping {
  /** Inside a JSON string. */
  static final Escaping JSON = new Escaping("\"\\", Escaping::json);

  /** Inside an element or a quoted attribute of HTML. Control characters become their pictures. */
  static final Escaping HTML = new Escaping("&<>\"'\u007f", Escaping::html);

  /** Inside a quoted field of CSV. */
  static final Escaping CSV = new Escaping("\"", c -> c == '"' ? "\"\"" : String.valueOf((char) c));

  /** The most bytes that one byte becomes, as a quote in HTML does. */
  static final int MAX_BYTES = 6;

  /** U+2400, the picture of NUL; those of the other control characters follow in order. */
  private static final int PICTURES = 0x2400;

  /** By byte; null where it stands for itself. */
  private final byte[] @Nullable [] table = new byte[256][];

  /** All for which there is something in the table, and maybe more. */
  private final ByteSet candidates;

  private Escaping(String candidates, IntFunction<String> escape) {
    this.candidates = ByteSet.controlsAnd(candidates);
    for (int c = 0; c < 128; c++) {
      String escaped = escape.apply(c);
      table[c] = escaped.equals(String.valueOf((char) c)) ? null : escaped.getBytes(UTF_8);
    }
  }

  /** A text, escaped. */
  String escape(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    byte[] escaped = new byte[bytes.length * MAX_BYTES];
    return new String(escaped, 0, put(bytes, 0, bytes.length, escaped, 0), UTF_8);
  }

  /** Writes UTF-8, escaped; returns where its bytes end. */
  int put(byte[] text, int start, int length, byte[] into, int offset) {
    int at = offset;
    int end = start + length;
    int next = start;
    while (true) {
      int candidate = candidates.find(text, next, end);
      System.arraycopy(text, next, into, at, candidate - next);
      at += candidate - next;
      if (candidate == end) {
        return at;
      }
      at = putEscaped(text[candidate], into, at);
      next = candidate + 1;
    }
  }

  private int putEscaped(byte c, byte[] into, int at) {
    byte @Nullable [] escaped = table[c & 0xFF];
    if (escaped == null) {
      into[at] = c;
      return at + 1;
    }
    System.arraycopy(escaped, 0, into, at, escaped.length);
    return at + escaped.length;
  }

  private static String json(int c) {
    if (c == '"' || c == '\\') {
      return "\\" + (char) c;
    }
    int shortForm = "\b\f\n\r\t".indexOf(c);
    if (shortForm >= 0) {
      return "\\" + "bfnrt".charAt(shortForm);
    }
    return c < 0x20 ? "\\u%04x".formatted(c) : String.valueOf((char) c);
  }

  private static String html(int c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      case '\'' -> "&#39;";
      case '\t', '\n' -> String.valueOf((char) c);
      case '\r' -> "";
      case 0x7f -> "\u2421";
      default -> String.valueOf((char) (c < 0x20 ? PICTURES + c : c));
    };
  }
}
