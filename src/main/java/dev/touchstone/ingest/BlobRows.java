package dev.touchstone.ingest;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one blob. Belongs to one thread. */
sealed interface BlobRows permits BlobReader, JsonBlobReader {
  /**
   * The next row; null at the end.
   *
   * @throws BrokenInputException if the blob is packed and what is packed is broken
   */
  @Nullable BlobRow next() throws IOException;

  /** The header's bytes, line break included; empty if there is none that can be used. */
  RawBytes header();

  /** Where the row begins that comes next. */
  RowStart behind();

  /** Whether the row that was returned last has a line feed at its end. */
  boolean lineEnded();

  /** Whether the row that was returned last may be broken only because the blob ends there. */
  boolean mayBeCutOff();
}
