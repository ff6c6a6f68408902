package dev.touchstone.ingest;

import dev.touchstone.interaction.Interaction;
import org.jspecify.annotations.Nullable;

/** What became of one row of a blob. */
sealed interface BlobRow {
  /**
   * A row that is an interaction.
   *
   * @param row what it is
   * @param line the line on which it begins
   * @param bytes how many bytes it has in the blob
   */
  record Accepted(CheckedRow row, long line, int bytes) implements BlobRow {
    Interaction interaction() {
      return row.interaction();
    }
  }

  /**
   * A row that is none.
   *
   * @param raw its bytes as they came; null where they were not kept
   */
  record Rejected(Rejection rejection, @Nullable RawBytes raw) implements BlobRow {}
}
