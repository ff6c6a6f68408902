package dev.touchstone.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/** Tells whether bytes are UTF-8, which {@code new String} does not: it replaces what is not. */
final class Utf8Check {
  private static final int CHARS_AT_ONCE = 4 << 10;

  private final CharsetDecoder decoder = UTF_8.newDecoder();
  private final CharBuffer decoded = CharBuffer.allocate(CHARS_AT_ONCE);

  /** The place of the first byte that cannot be UTF-8, counted from {@code from}; -1 if none. */
  int firstInvalid(byte[] bytes, int from, int length) {
    ByteBuffer in = ByteBuffer.wrap(bytes, from, length);
    decoder.reset();
    CoderResult result = CoderResult.OVERFLOW;
    while (result.isOverflow()) {
      result = decoder.decode(in, decoded.clear(), true);
    }
    return result.isError() ? in.position() - from : -1;
  }
}
