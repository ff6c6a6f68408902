package dev.touchstone.ingest;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** How bytes are packed. */
public enum Compression {
  NONE,

  /** RFC 1952; several members one behind the other are one text. */
  GZIP,

  /** RFC 8878; several frames likewise. */
  ZSTD;

  private static final int MAGIC = 4;

  /**
   * Finds out by the first bytes how an input is packed. No text of rows begins with these.
   *
   * @param in one that can be marked; it stands at its beginning afterwards
   */
  static Compression detect(InputStream in) throws IOException {
    in.mark(MAGIC);
    byte[] first = in.readNBytes(MAGIC);
    in.reset();
    if (first.length >= 2 && first[0] == 0x1F && first[1] == (byte) 0x8B) {
      return GZIP;
    }
    boolean zstd =
        first.length == MAGIC
            && first[1] == (byte) 0xB5
            && first[2] == 0x2F
            && first[3] == (byte) 0xFD
            && first[0] == 0x28;
    return zstd ? ZSTD : NONE;
  }

  /** The largest window a sender may ask us to remember: 8 MiB, as RFC 9659 has it for HTTP. */
  static final int ZSTD_WINDOW_LOG = 23;

  /**
   * Unpacks an input. What it returns throws {@link BrokenInputException} where the bytes are not
   * of this form or end too early. Closing it frees memory outside of Java's heap and leaves the
   * input open.
   */
  public InputStream unpack(InputStream in) throws IOException {
    InputStream kept = new KeptOpen(in);
    return switch (this) {
      case NONE -> kept;
      case GZIP -> new GzipInput(kept);
      case ZSTD -> new ZstdInput(kept);
    };
  }

  private static final class KeptOpen extends FilterInputStream {
    KeptOpen(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }

  private static final class ZstdInput extends InputStream {
    private final ZstdInputStreamNoFinalizer in;

    ZstdInput(InputStream packed) throws IOException {
      in = new ZstdInputStreamNoFinalizer(packed);
      in.setLongMax(ZSTD_WINDOW_LOG);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return in.read(bytes, offset, length);
      } catch (ZstdIOException e) {
        throw BrokenInputException.malformed("the bytes are not whole zstd: " + e.getMessage());
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
