package dev.touchstone.store.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.store.StoreException;

/**
 * Reads bytes that a {@link ByteWriter} made; whatever does not fit is {@link
 * StoreException.Damaged}. Not thread-safe.
 */
final class ByteReader {
  private final byte[] bytes;
  private final int end;
  private int at;

  ByteReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Reads a part of some bytes. */
  ByteReader(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  boolean hasMore() {
    return at < end;
  }

  /** The place of the next byte. */
  int at() {
    return at;
  }

  int remaining() {
    return end - at;
  }

  int get() {
    need(1);
    return bytes[at++] & 0xFF;
  }

  long getBigEndian(int count) {
    need(count);
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = (value << 8) | (bytes[at++] & 0xFF);
    }
    return value;
  }

  long getVarint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = get();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw damaged("a number of more than 64 bits");
  }

  /** Reads a varint that counts bytes still to come. */
  int getLength(long value) {
    if (value < 0 || value > remaining()) {
      throw damaged("a length beyond the end");
    }
    return (int) value;
  }

  byte[] getBytes(int count) {
    need(count);
    byte[] part = new byte[count];
    System.arraycopy(bytes, at, part, 0, count);
    at += count;
    return part;
  }

  String getText(int count) {
    need(count);
    String text = new String(bytes, at, count, UTF_8);
    at += count;
    return text;
  }

  /** Reads text up to a zero byte, which is passed over. */
  String getTextToZero() {
    int zero = at;
    while (zero < end && bytes[zero] != 0) {
      zero++;
    }
    String text = getText(zero - at);
    need(1);
    at++;
    return text;
  }

  static StoreException.Damaged damaged(String what) {
    return new StoreException.Damaged("stored bytes cannot be read: " + what, null);
  }

  private void need(int count) {
    if (count < 0 || remaining() < count) {
      throw damaged("they end too early");
    }
  }
}
