package dev.touchstone.odata.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The body of one answer among others, before which its head is written with the first byte: until
 * then another answer can take its place. Stays open when it is closed. Not thread-safe.
 */
final class LateHead extends OutputStream {
  private final OutputStream out;
  private final String head;
  private boolean begun;

  LateHead(OutputStream out, String head) {
    this.out = out;
    this.head = head;
  }

  /** Writes the head, if it is not written yet. */
  void begin() throws IOException {
    if (!begun) {
      begun = true;
      out.write(head.getBytes(UTF_8));
    }
  }

  boolean hasBegun() {
    return begun;
  }

  @Override
  public void write(int b) throws IOException {
    begin();
    out.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > 0) {
      begin();
      out.write(bytes, offset, length);
    }
  }
}
