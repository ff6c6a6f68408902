package dev.touchstone.ingest;

import dev.touchstone.ingest.Rejection.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one blob of CSV: a header, then rows. A blob without any line has no rows. Where the header
 * cannot be used the whole blob is one rejected row. Belongs to one thread.
 */
final class BlobReader implements BlobRows {
  private final Blob blob;
  private final CsvReader csv;
  private final RowContract contract;
  private @Nullable BlobHeader header;
  private RawBytes headerBytes = RawBytes.NONE;
  private boolean wholeBlobRejected;

  /**
   * Whether the row before was broken, so that this one may be the rest of its text. In a text that
   * stands in quotes each quote is doubled, so a row in quotes cannot be a part of it; one without
   * quotes can, and who fills in a form must not be able to write rows.
   */
  private boolean behindBroken;

  BlobReader(Blob blob, InputStream in, RowContract contract) {
    this.blob = blob;
    this.csv = new CsvReader(in);
    this.contract = contract;
  }

  /**
   * Goes on in the middle of a blob.
   *
   * @param blob has a header that can be used
   * @param known that header
   * @param rawHeader its bytes
   * @param in begins at {@code start}
   */
  BlobReader(
      Blob blob,
      BlobHeader known,
      RawBytes rawHeader,
      InputStream in,
      RowContract contract,
      RowStart start) {
    this.blob = blob;
    this.csv = new CsvReader(in, CsvReader.MAX_RECORD_BYTES, start);
    this.contract = contract;
    this.header = known;
    this.headerBytes = rawHeader;
  }

  @Override
  public @Nullable BlobRow next() throws IOException {
    if (wholeBlobRejected) {
      return null;
    }
    CsvRow row = csv.next();
    if (row != null && header == null) {
      try {
        header = BlobHeader.of(row, blob.type(), contract.types());
        headerBytes = row instanceof CsvRecord record ? record.raw() : headerBytes;
        row = csv.next();
      } catch (RowRejectedException e) {
        wholeBlobRejected = true;
        return rejected(row.line(), e, new ByteRange(0, blob.bytes()), null);
      }
    }
    return row == null || header == null ? null : read(row, header);
  }

  private BlobRow read(CsvRow row, BlobHeader known) {
    return switch (row) {
      case BrokenCsv broken -> {
        behindBroken = true;
        RowRejectedException reason =
            new RowRejectedException(
                broken.code(), name(broken.field(), known), null, broken.reason());
        yield rejected(broken.line(), reason, broken.bytes(), broken.raw());
      }
      case CsvRecord record -> {
        try {
          yield accept(record, known);
        } catch (RowRejectedException e) {
          yield rejected(record.line(), e, record.bytes(), record.raw());
        }
      }
    };
  }

  private BlobRow accept(CsvRecord record, BlobHeader known) throws RowRejectedException {
    int expected = known.columns().size();
    if (record.size() != expected) {
      throw new RowRejectedException(
          RejectionCode.ROW_FIELD_COUNT,
          null,
          null,
          "the row has %,d fields, but the header has %,d columns"
              .formatted(record.size(), expected));
    }
    if (behindBroken && known.allQuoted() && !record.allQuoted()) {
      throw new RowRejectedException(
          RejectionCode.ROW_BEHIND_BROKEN,
          null,
          null,
          "the row stands behind a broken one and is not wholly in quotes, as the header is: it"
              + " may be a part of the broken row's text");
    }
    behindBroken = false;
    return new BlobRow.Accepted(
        contract.check(known.columns().row(record), known.type()), record.line(), record.length());
  }

  private static @Nullable String name(int field, BlobHeader known) {
    return field >= 1 && field <= known.columns().size() ? known.columns().name(field) : null;
  }

  private BlobRow rejected(
      long line, RowRejectedException why, ByteRange bytes, @Nullable RawBytes raw) {
    return new BlobRow.Rejected(Rejection.of(blob, line, why, bytes), raw);
  }

  @Override
  public RawBytes header() {
    return headerBytes;
  }

  @Override
  public RowStart behind() {
    return csv.behind();
  }

  @Override
  public boolean lineEnded() {
    return csv.lineEnded();
  }

  /** Values in quotes hold line breaks, so that a row may look broken until it is whole. */
  @Override
  public boolean mayBeCutOff() {
    return csv.sawEnd();
  }
}
