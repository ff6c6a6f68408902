package dev.touchstone.ingest;

import java.io.IOException;

/** Where blobs of rows are found, today and, if it is asked again, tomorrow. Thread-safe. */
public interface BulkSource {
  /** How people call it; holds no secret. */
  String name();

  /** A name for a file or folder that has to do with it. */
  String shortName();

  /**
   * What it holds now.
   *
   * @throws ContainerException if it is not what is expected
   * @throws IOException if it cannot be read now
   */
  BlobListing list() throws IOException;
}
