package dev.touchstone.store.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Bytes in the making. Not thread-safe. */
final class ByteWriter {
  private byte[] bytes;
  private int length;

  ByteWriter(int expected) {
    bytes = new byte[expected];
  }

  ByteWriter put(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
    return this;
  }

  ByteWriter put(byte[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
    return this;
  }

  /** Puts the {@code count} low bytes of the value, most significant first. */
  ByteWriter putBigEndian(long value, int count) {
    reserve(count);
    for (int shift = (count - 1) * 8; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** Puts an unsigned number in groups of seven bits, least significant first. */
  ByteWriter putVarint(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
    return this;
  }

  ByteWriter putText(String text) {
    return put(text.getBytes(UTF_8));
  }

  byte[] toBytes() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
  }
}
