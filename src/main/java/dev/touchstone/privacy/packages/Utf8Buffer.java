package dev.touchstone.privacy.packages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Text in the making, as UTF-8. Not thread-safe. */
final class Utf8Buffer {
  private static final int FIRST_BYTES = 64 * 1024;
  private static final int FULL_BYTES = 48 * 1024;

  private byte[] bytes = new byte[1024];
  private int length;

  /** Puts text as it is. */
  Utf8Buffer put(String text) {
    return put(text.getBytes(UTF_8));
  }

  /** Puts bytes as they are. */
  Utf8Buffer put(byte[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
    return this;
  }

  /** Puts one byte. */
  Utf8Buffer put(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  /** Puts text, escaped. */
  Utf8Buffer put(String text, Escaping escaping) {
    byte[] utf8 = text.getBytes(UTF_8);
    return put(utf8, 0, utf8.length, escaping);
  }

  /** Puts text that is UTF-8 already, escaped. */
  Utf8Buffer put(byte[] utf8, int start, int count, Escaping escaping) {
    reserve(count * Escaping.MAX_BYTES);
    length = escaping.put(utf8, start, count, bytes, length);
    return this;
  }

  /** Puts a part of some bytes as it is. */
  Utf8Buffer put(byte[] more, int start, int count) {
    reserve(count);
    System.arraycopy(more, start, bytes, length, count);
    length += count;
    return this;
  }

  /** How many bytes were put and not yet handed on. */
  int length() {
    return length;
  }

  /** The bytes themselves, up to {@link #length}; to be looked at before anything else is put. */
  byte[] array() {
    return bytes;
  }

  /** A copy of what was put and not yet handed on. */
  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** Hands everything on if there is enough of it to be worth it. */
  void drainIfFull(OutputStream out) throws IOException {
    if (length >= FULL_BYTES) {
      drain(out);
    }
  }

  /** Hands everything on. */
  void drain(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
    length = 0;
    if (bytes.length > 4 * FIRST_BYTES) {
      bytes = new byte[FIRST_BYTES];
    }
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
  }
}
