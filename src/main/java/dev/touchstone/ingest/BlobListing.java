package dev.touchstone.ingest;

import java.util.List;

/**
 * What a source holds at one moment.
 *
 * @param blobs what is read, in the order in which it is
 * @param ignored the paths of what is not read though it lies among what is; the first {@value
 *     #MOST_IGNORED_NAMED}
 */
public record BlobListing(List<Blob> blobs, List<String> ignored) {
  /** The most blobs of one source. */
  public static final int MAX_BLOBS = 1_000_000;

  static final int MOST_IGNORED_NAMED = 100;

  public BlobListing {
    blobs = List.copyOf(blobs);
    ignored = List.copyOf(ignored);
  }

  /** The bytes of all blobs together. */
  public long bytes() {
    return blobs.stream().mapToLong(Blob::bytes).sum();
  }
}
