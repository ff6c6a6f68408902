package dev.touchstone.ingest;

import dev.touchstone.ingest.Rejection.ByteRange;

/** What a {@link CsvReader} found: a record, or bytes that are none. */
sealed interface CsvRow permits CsvRecord, BrokenCsv {
  /** The line on which it begins; the first is 1. */
  long line();

  /** Where it stands in the input, its line break included. */
  ByteRange bytes();
}
