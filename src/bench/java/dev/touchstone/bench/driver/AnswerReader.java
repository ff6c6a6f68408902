package dev.touchstone.bench.driver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * Finds where answers end that come one behind the other over a connection: by their length, or by
 * their last chunk. Answers are in JSON, which never holds the bytes of a last chunk. Not
 * thread-safe.
 */
final class AnswerReader {
  private static final int MAX_HEAD_BYTES = 16 << 10;
  private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(ISO_8859_1);
  private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(ISO_8859_1);

  private final byte[] head = new byte[MAX_HEAD_BYTES];
  private int headBytes;
  private boolean inBody;
  private boolean chunked;
  private long left;
  private int matched;

  /**
   * Takes bytes of an answer.
   *
   * @return whether the answer ended with them
   * @throws IllegalStateException if it is not 200, or not of a form that is known
   */
  boolean take(ByteBuffer bytes) {
    while (!inBody && bytes.hasRemaining()) {
      if (headBytes == MAX_HEAD_BYTES) {
        throw new IllegalStateException("an answer with too long a head");
      }
      byte b = bytes.get();
      head[headBytes++] = b;
      matched = b == END_OF_HEAD[matched] ? matched + 1 : b == '\r' ? 1 : 0;
      if (matched == END_OF_HEAD.length) {
        beginBody();
      }
    }
    return inBody && (chunked ? takeChunks(bytes) : takeCounted(bytes));
  }

  private void beginBody() {
    String text = new String(head, 0, headBytes, ISO_8859_1);
    if (!text.startsWith("HTTP/1.1 200")) {
      throw new IllegalStateException("the server answered " + text.lines().findFirst().orElse(""));
    }
    String lower = text.toLowerCase(Locale.ROOT);
    int length = lower.indexOf("\r\ncontent-length:");
    chunked = length < 0;
    if (chunked && !lower.contains("transfer-encoding: chunked")) {
      throw new IllegalStateException("an answer of unknown length");
    }
    if (!chunked) {
      int from = length + "\r\ncontent-length:".length();
      left = Long.parseLong(text.substring(from, text.indexOf("\r\n", from)).strip());
    }
    inBody = true;
    matched = 2; // the line end before the first chunk
  }

  private boolean takeCounted(ByteBuffer bytes) {
    int taken = (int) Math.min(left, bytes.remaining());
    bytes.position(bytes.position() + taken);
    left -= taken;
    return left == 0 && end();
  }

  private boolean takeChunks(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte b = bytes.get();
      matched = b == LAST_CHUNK[matched] ? matched + 1 : b == '\r' ? 1 : 0;
      if (matched == LAST_CHUNK.length) {
        return end();
      }
    }
    return false;
  }

  private boolean end() {
    inBody = false;
    headBytes = 0;
    matched = 0;
    return true;
  }
}
