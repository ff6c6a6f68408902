package dev.touchstone.ingest;

import org.jspecify.annotations.Nullable;

/**
 * What was taken of a blob: its rows up to a place are in the store, or among the rejected rows.
 *
 * @param blob its id
 * @param type the type that was assumed of its rows; null where they say it
 * @param state what it was then
 * @param complete whether it was read to its end, so that there is nothing more to take as long as
 *     it stays as it was
 * @param taken how many unpacked bytes, up to the end of a whole row
 * @param nextLine the line that begins there, the first being 1
 * @param rows how many rows were read
 * @param rejected how many of them were rejected
 * @param proof null where nothing proves what was taken, so that it is read again
 */
record Checkpoint(
    String blob,
    @Nullable String type,
    BlobState state,
    boolean complete,
    long taken,
    long nextLine,
    long rows,
    long rejected,
    @Nullable Proof proof) {

  /** Whether there is certainly nothing to take. */
  boolean coversAllOf(Blob other) {
    return complete && isOf(other) && state.isCertainly(other.state());
  }

  boolean isOf(Blob other) {
    return blob.equals(other.id())
        && (type == null ? other.type() == null : type.equals(other.type()));
  }
}
