package dev.touchstone.ingest;

import java.io.IOException;
import java.io.InputStream;

/** Where the bytes of a blob are. Thread-safe. */
public interface BlobContent {
  /** What the blob is now. */
  BlobState state() throws IOException;

  /**
   * Reads the blob's bytes.
   *
   * @param state what the blob is believed to be
   * @param offset how many bytes at its beginning are left out
   * @param wanted how many of those behind it are wanted; there may be more
   * @throws BlobChangedException if the blob is known to be another one by now; reading may throw
   *     it too
   */
  InputStream open(BlobState state, long offset, long wanted) throws IOException;

  /** Whether to read some bytes costs next to nothing. */
  default boolean isLocal() {
    return false;
  }
}
