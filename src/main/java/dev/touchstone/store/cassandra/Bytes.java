package dev.touchstone.store.cassandra;

import java.nio.ByteBuffer;

/** Bytes out of the buffers of the driver. */
final class Bytes {
  private Bytes() {}

  static byte[] of(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
