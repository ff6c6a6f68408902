package dev.touchstone.ingest;

/**
 * What a blob is at one moment, as far as a listing tells.
 *
 * @param bytes its length
 * @param stamp changes whenever the content does; empty where nothing is known that certainly does
 * @param lineage for as long as it stays the same, bytes that are there stay as they are, and the
 *     blob can only grow; empty where nothing promises that
 */
public record BlobState(long bytes, String stamp, String lineage) {
  /** Whether the content is certainly the same; where that is in doubt it is not. */
  boolean isCertainly(BlobState other) {
    return !stamp.isEmpty() && stamp.equals(other.stamp) && bytes == other.bytes;
  }

  /** Whether bytes stay as they are. */
  boolean onlyGrows() {
    return !lineage.isEmpty();
  }
}
