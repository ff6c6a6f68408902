package dev.touchstone.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip (RFC 1952), to its very end: {@link java.util.zip.GZIPInputStream} takes a pause of
 * the sender for the end of the input, and what stands behind a member for nothing.
 */
final class GzipInput extends InputStream {
  private static final int BUFFER_BYTES = 16 << 10;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xE0;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] packed = new byte[BUFFER_BYTES];
  private int at;
  private int end;
  private boolean inMember;
  private boolean begun;

  GzipInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (true) {
      if (!inMember && !beginMember()) {
        return -1;
      }
      int count = inflate(bytes, offset, length);
      if (count > 0) {
        checksum.update(bytes, offset, count);
        return count;
      }
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsDictionary()) {
        throw malformed("it asks for a dictionary");
      } else if (inflater.needsInput()) {
        fillInflater();
      }
    }
  }

  private int inflate(byte[] bytes, int offset, int length) throws IOException {
    try {
      return inflater.inflate(bytes, offset, length);
    } catch (DataFormatException e) {
      throw malformed("its data are damaged");
    }
  }

  private void fillInflater() throws IOException {
    if (at == end && !fill()) {
      throw malformed("they end too early");
    }
    inflater.setInput(packed, at, end - at);
    at = end;
  }

  /** Reads more packed bytes; false at the end. */
  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(packed));
    return end > 0;
  }

  private int next() throws IOException {
    if (at == end && !fill()) {
      throw malformed("they end too early");
    }
    return packed[at++] & 0xFF;
  }

  /** Reads a member's header; false if there is no further member. */
  private boolean beginMember() throws IOException {
    if (at == end && !fill()) {
      if (!begun) {
        throw malformed("they end too early");
      }
      return false;
    }
    if (next() != 0x1F || next() != 0x8B || next() != 8) {
      throw malformed(begun ? "something stands behind them" : "they do not begin as such");
    }
    begun = true;
    int flags = next();
    if ((flags & RESERVED) != 0) {
      throw malformed("reserved flags are set");
    }
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    for (int text : new int[] {NAME, COMMENT}) {
      if ((flags & text) != 0) {
        skipText();
      }
    }
    skip((flags & HEADER_CRC) != 0 ? 2 : 0);
    inMember = true;
    return true;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private void skipText() throws IOException {
    while (next() != 0) {
      // Until the byte that ends the text.
    }
  }

  private void endMember() throws IOException {
    at = end - inflater.getRemaining();
    long expected = littleEndian();
    long length = littleEndian();
    if (expected != checksum.getValue() || length != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
      throw malformed("their checksum is wrong");
    }
    inflater.reset();
    checksum.reset();
    inMember = false;
  }

  private long littleEndian() throws IOException {
    long number = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      number |= (long) next() << shift;
    }
    return number;
  }

  private static BrokenInputException malformed(String what) {
    return BrokenInputException.malformed("the bytes are not whole gzip: " + what);
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
