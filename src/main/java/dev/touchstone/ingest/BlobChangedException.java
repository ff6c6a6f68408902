package dev.touchstone.ingest;

import java.io.IOException;

/** A blob has changed since it was listed. */
public final class BlobChangedException extends IOException {
  private static final long serialVersionUID = 1L;

  public BlobChangedException() {
    super("it changed while it was read");
  }
}
