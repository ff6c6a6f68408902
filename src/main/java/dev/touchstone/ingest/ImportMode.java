package dev.touchstone.ingest;

import org.jspecify.annotations.Nullable;

/**
 * What an import remembers of earlier ones, and whether it follows what is still written.
 *
 * @param again whether everything is read, whatever is remembered
 * @param rereadsSmall whether small files of this machine are read, whatever is remembered
 * @param holdsBack whether what may be a half-written row at the end of a blob is left until the
 *     blob has stayed as it is from one import to the next
 */
public record ImportMode(
    Checkpoints checkpoints, boolean again, boolean rereadsSmall, boolean holdsBack) {
  /**
   * To read such a file costs no more than to make sure that it is what it was, and tells again
   * what was rejected in it.
   */
  static final int SMALL_BYTES = 64 << 10;

  /** Reads everything and remembers nothing. */
  public static ImportMode forgetful() {
    return new ImportMode(Checkpoints.NONE, true, true, false);
  }

  /**
   * Reads everything once, and remembers it.
   *
   * @param again whether everything is read, whatever is remembered
   */
  public static ImportMode once(CheckpointFile checkpoints, boolean again) {
    return new ImportMode(checkpoints, again, true, false);
  }

  /** Takes what is new since the last round. */
  public static ImportMode round(CheckpointFile checkpoints) {
    return new ImportMode(checkpoints, false, false, true);
  }

  /** The same for a first round, which reads as {@link #once} does. */
  public static ImportMode firstRound(CheckpointFile checkpoints, boolean again) {
    return new ImportMode(checkpoints, again, true, true);
  }

  /** What was taken of the blob; null where nothing is known or it does not count. */
  @Nullable Checkpoint before(Blob blob) {
    boolean small = rereadsSmall && blob.content().isLocal() && blob.bytes() <= SMALL_BYTES;
    Checkpoint known = again || small ? null : checkpoints.find(blob);
    return known != null && known.isOf(blob) ? known : null;
  }
}
