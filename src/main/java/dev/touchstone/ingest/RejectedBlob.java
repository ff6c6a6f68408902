package dev.touchstone.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** Writes a blob of rejected rows: the header of the original, then rows as they came. */
final class RejectedBlob implements Closeable {
  private final Blob blob;
  private final OutputStream out;
  private long line = 1;

  RejectedBlob(Blob blob, RawBytes header, OutputStream out) throws IOException {
    this.blob = blob;
    this.out = out;
    if (header.length() > 0) {
      write(header);
    }
  }

  Blob blob() {
    return blob;
  }

  /** Writes a row and returns the line on which it begins. */
  long add(RawBytes row) throws IOException {
    long first = line;
    write(row);
    return first;
  }

  private void write(RawBytes bytes) throws IOException {
    bytes.writeTo(out);
    line += bytes.lineFeeds();
    if (!bytes.endsWithLineFeed()) {
      out.write('\n');
      line++;
    }
  }

  void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
