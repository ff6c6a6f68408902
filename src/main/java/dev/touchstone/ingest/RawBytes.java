package dev.touchstone.ingest;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Bytes of a blob as they came. Immutable. */
final class RawBytes {
  static final RawBytes NONE = new RawBytes(new byte[0]);

  private final byte[] bytes;

  private RawBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  static RawBytes copyOf(byte[] bytes, int from, int length) {
    return new RawBytes(Arrays.copyOfRange(bytes, from, from + length));
  }

  int length() {
    return bytes.length;
  }

  boolean endsWithLineFeed() {
    return bytes.length > 0 && bytes[bytes.length - 1] == '\n';
  }

  int lineFeeds() {
    int count = 0;
    for (byte b : bytes) {
      count += b == '\n' ? 1 : 0;
    }
    return count;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }
}
