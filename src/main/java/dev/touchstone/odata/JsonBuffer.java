package dev.touchstone.odata;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * JSON on its way to a stream, as UTF-8, in chunks. However long the document is, no more than one
 * chunk is held. Not thread-safe.
 */
final class JsonBuffer {
  /** A chunk is written when it has so many bytes, or a few more. */
  static final int CHUNK_BYTES = 64 * 1024;

  private static final int FIRST_BYTES = 4 * 1024;
  private static final int SLICE_CHARS = 512;

  private final OutputStream out;
  private byte[] bytes = new byte[FIRST_BYTES];
  private int length;
  private long flushed;

  JsonBuffer(OutputStream out) {
    this.out = out;
  }

  /** Puts characters of ASCII as they are. */
  JsonBuffer put(String ascii) throws IOException {
    return put(ascii.getBytes(US_ASCII));
  }

  /** Puts bytes as they are. */
  JsonBuffer put(byte[] more) throws IOException {
    reserve(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
    return this;
  }

  /** Puts text, escaped. Half a surrogate pair becomes U+FFFD. */
  JsonBuffer put(String text, Escapes escapes) throws IOException {
    int at = 0;
    while (at < text.length()) {
      int end = Math.min(text.length(), at + SLICE_CHARS);
      reserve((end - at) * Escapes.MAX_BYTES);
      at = putSlice(text, at, end, escapes);
    }
    return this;
  }

  /** Hands everything to the stream. */
  void flush() throws IOException {
    out.write(bytes, 0, length);
    flushed += length;
    length = 0;
  }

  /** How many bytes were put so far. */
  long total() {
    return flushed + length;
  }

  /**
   * Puts the characters up to {@code end}, or one more to keep a pair; returns where it stopped.
   */
  private int putSlice(String text, int start, int end, Escapes escapes) {
    int at = start;
    while (at < end) {
      char c = text.charAt(at++);
      if (c < 0x80) {
        putAscii(c, escapes);
      } else if (c < 0x800) {
        bytes[length++] = (byte) (0xC0 | (c >> 6));
        bytes[length++] = continuation(c);
      } else if (Character.isHighSurrogate(c)
          && at < text.length()
          && Character.isLowSurrogate(text.charAt(at))) {
        putPair(Character.toCodePoint(c, text.charAt(at++)));
      } else {
        putThree(Character.isSurrogate(c) ? '\uFFFD' : c);
      }
    }
    return at;
  }

  private void putAscii(char c, Escapes escapes) {
    byte @Nullable [] escaped = escapes.of(c);
    if (escaped == null) {
      bytes[length++] = (byte) c;
    } else {
      System.arraycopy(escaped, 0, bytes, length, escaped.length);
      length += escaped.length;
    }
  }

  private void putThree(char c) {
    bytes[length++] = (byte) (0xE0 | (c >> 12));
    bytes[length++] = continuation(c >> 6);
    bytes[length++] = continuation(c);
  }

  private void putPair(int codePoint) {
    bytes[length++] = (byte) (0xF0 | (codePoint >> 18));
    bytes[length++] = continuation(codePoint >> 12);
    bytes[length++] = continuation(codePoint >> 6);
    bytes[length++] = continuation(codePoint);
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | (bits & 0x3F));
  }

  private void reserve(int more) throws IOException {
    if (length >= CHUNK_BYTES) {
      flush();
    }
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
  }
}
