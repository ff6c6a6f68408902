package dev.touchstone.odata;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.touchstone.interaction.HexDigits;
import dev.touchstone.interaction.Timestamp;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * JSON on its way to a stream, as UTF-8, in chunks. However long the document is, no more than one
 * chunk is held. Not thread-safe.
 */
final class JsonBuffer {
  /** A chunk is written when it has so many bytes, or a few more. */
  static final int CHUNK_BYTES = ChunkedOutput.CHUNK_BYTES;

  private static final int FIRST_BYTES = 4 * 1024;
  private static final int MAX_DIGITS = 19;
  private static final int SLICE_CHARS = 512;

  private static final byte[] NONE = {};

  private final OutputStream out;
  private final @Nullable ChunkedOutput chunked;
  private byte[] bytes;
  private int length;
  private long flushed;

  JsonBuffer(OutputStream out) {
    this.out = out;
    this.chunked = out instanceof ChunkedOutput lending ? lending : null;
    this.bytes = chunked == null ? new byte[FIRST_BYTES] : chunked.take();
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

  /** Puts a moment. */
  JsonBuffer put(Instant moment) throws IOException {
    reserve(Timestamp.MAX_LENGTH);
    length = Timestamp.put(moment, bytes, length);
    return this;
  }

  /** Puts the 16 bytes of a GUID as its text. */
  JsonBuffer putGuid(byte[] from, int at) throws IOException {
    reserve(HexDigits.DASHED_LENGTH);
    HexDigits.putDashed(from, at, bytes, length);
    length += HexDigits.DASHED_LENGTH;
    return this;
  }

  /** Puts a GUID as 32 digits in upper case. */
  JsonBuffer putPlainUpper(UUID guid) throws IOException {
    reserve(HexDigits.PLAIN_LENGTH);
    HexDigits.putPlainUpper(
        guid.getMostSignificantBits(), guid.getLeastSignificantBits(), bytes, length);
    length += HexDigits.PLAIN_LENGTH;
    return this;
  }

  /** Puts bytes as hexadecimal digits. */
  JsonBuffer putHex(byte[] from, int at, int count, boolean upper) throws IOException {
    reserve(2 * count);
    HexDigits.put(from, at, count, upper, bytes, length);
    length += 2 * count;
    return this;
  }

  /** Puts a number that is not negative. */
  JsonBuffer putNumber(long number) throws IOException {
    reserve(MAX_DIGITS);
    int end = length + 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      end++;
    }
    long rest = number;
    for (int at = end - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length = end;
    return this;
  }

  /** Puts text that is UTF-8 already, escaped. */
  JsonBuffer put(byte[] utf8, int from, int count, Escapes escapes) throws IOException {
    int at = from;
    while (at < from + count) {
      int end = Math.min(from + count, at + SLICE_CHARS);
      reserve((end - at) * Escapes.MAX_BYTES);
      int plain = Escapes.plainBytes(utf8, at, end);
      System.arraycopy(utf8, at, bytes, length, plain);
      length += plain;
      for (at += plain; at < end; at++) {
        putByte(utf8[at], escapes);
      }
    }
    return this;
  }

  private void putByte(byte b, Escapes escapes) {
    if (b < 0) {
      bytes[length++] = b;
    } else {
      putAscii((char) b, escapes);
    }
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
    if (chunked != null) {
      byte[] chunk = bytes;
      bytes = NONE;
      chunked.give(chunk, length);
    } else {
      out.write(bytes, 0, length);
    }
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
    if (bytes.length == 0 && chunked != null) {
      bytes = chunked.take();
    }
    if (bytes.length - length < more) {
      int least = flushed == 0 ? bytes.length * 2 : ChunkedOutput.ARRAY_BYTES;
      bytes = Arrays.copyOf(bytes, Math.max(length + more, least));
    }
  }
}
