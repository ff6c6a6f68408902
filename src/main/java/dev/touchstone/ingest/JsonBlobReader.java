package dev.touchstone.ingest;

import dev.touchstone.interaction.TypeName;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonFactory;

/** Reads one blob of NDJSON. Belongs to one thread. */
final class JsonBlobReader implements BlobRows {
  /** The longest row that is read; as long as one of CSV. */
  static final int MAX_ROW_BYTES = CsvReader.MAX_RECORD_BYTES;

  private static final JsonFactory JSON = JsonRowReader.factory(MAX_ROW_BYTES);

  private final Blob blob;
  private final JsonLines lines;
  private final JsonRowReader reader = new JsonRowReader(JSON, MAX_ROW_BYTES);
  private final RowContract contract;
  private final @Nullable TypeName type;

  /**
   * @throws dev.touchstone.interaction.InvalidValueException if the blob's type is no type name
   */
  JsonBlobReader(Blob blob, InputStream in, RowContract contract, RowStart start) {
    this.blob = blob;
    this.lines = new JsonLines(in, MAX_ROW_BYTES, start);
    this.contract = contract;
    this.type = blob.type() == null ? null : contract.types().canonicalName(blob.type());
  }

  @Override
  public @Nullable BlobRow next() throws IOException {
    JsonRow row = lines.next();
    if (row == null) {
      return null;
    }
    try {
      int bytes = (int) lines.rowBytes().length();
      return new BlobRow.Accepted(contract.check(reader.read(row), type), row.line, bytes);
    } catch (RowRejectedException e) {
      RawBytes raw = row.tooLong ? null : RawBytes.copyOf(row.buffer, row.from, row.length);
      return new BlobRow.Rejected(Rejection.of(blob, row.line, e, lines.rowBytes()), raw);
    }
  }

  @Override
  public RawBytes header() {
    return RawBytes.NONE;
  }

  @Override
  public RowStart behind() {
    return lines.behind();
  }

  @Override
  public boolean lineEnded() {
    return lines.lineEnded();
  }

  /** A row in JSON is one line: one that has its line feed is whole. */
  @Override
  public boolean mayBeCutOff() {
    return false;
  }
}
