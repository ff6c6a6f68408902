package dev.touchstone.ingest;

import dev.touchstone.ingest.Rejection.ByteRange;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are no record.
 *
 * @param field the position of the field at fault, the first being 1; 0 where it is none
 * @param reason a sentence that says what is wrong
 * @param raw the bytes as they came; null where they were too many to be kept
 */
record BrokenCsv(
    long line,
    ByteRange bytes,
    RejectionCode code,
    int field,
    String reason,
    @Nullable RawBytes raw)
    implements CsvRow {}
