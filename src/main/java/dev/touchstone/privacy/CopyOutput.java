package dev.touchstone.privacy;

import dev.touchstone.privacy.Copy.Content;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and digests the bytes of a copy on their way. Closing it closes nothing. */
public final class CopyOutput extends FilterOutputStream {
  private final MessageDigest digest;
  private long bytes;

  public CopyOutput(OutputStream out) {
    super(out);
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    digest.update((byte) b);
    bytes++;
  }

  @Override
  public void write(byte[] buffer, int from, int length) throws IOException {
    out.write(buffer, from, length);
    digest.update(buffer, from, length);
    bytes += length;
  }

  @Override
  public void close() throws IOException {
    flush();
  }

  /**
   * What was written. To be asked once, at the end.
   *
   * @param rows how many interactions that were
   */
  public Content content(long rows) {
    return new Content(HexFormat.of().formatHex(digest.digest()), bytes, rows);
  }
}
