package dev.touchstone.ingest;

import dev.touchstone.interaction.InvalidValueException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A blob whose rows are read, from its first row or from the first that was not taken before.
 * Belongs to one thread.
 */
final class OpenBlob implements Closeable {
  private static final int BUFFER = 64 << 10;

  private final CountedInput packed;
  private final InputStream unpacked;
  private final ProvedInput proved;
  private final Blob blob;

  private OpenBlob(Blob blob, CountedInput packed, InputStream unpacked, ProvedInput proved) {
    this.blob = blob;
    this.packed = packed;
    this.unpacked = unpacked;
    this.proved = proved;
  }

  /**
   * The rows of a blob.
   *
   * @param resumed what was taken before and is not read; null where reading begins at the first
   *     row
   */
  record Opened(OpenBlob input, BlobRows rows, @Nullable Checkpoint resumed) {}

  /**
   * Opens a blob behind what was taken of it. Where it is in doubt whether that is still there, at
   * its beginning.
   *
   * @throws InvalidValueException if the type that the blob's place gives to its rows is none
   */
  static Opened open(Blob blob, @Nullable Checkpoint before, RowContract contract)
      throws IOException {
    Opened resumed = before == null ? null : resume(blob, before, contract);
    return resumed != null ? resumed : begin(blob, contract);
  }

  private static Opened begin(Blob blob, RowContract contract) throws IOException {
    OpenBlob input = open(blob, 0);
    try {
      BlobRows rows =
          switch (blob.form()) {
            case CSV -> new BlobReader(blob, input.proved, contract);
            case NDJSON -> new JsonBlobReader(blob, input.proved, contract, RowStart.FIRST);
          };
      return new Opened(input, rows, null);
    } catch (RuntimeException e) {
      input.close();
      throw e;
    }
  }

  private static @Nullable Opened resume(Blob blob, Checkpoint before, RowContract contract)
      throws IOException {
    Proof proof = before.proof();
    if (proof == null || !before.isOf(blob) || !mayBegin(blob, before, proof)) {
      return null;
    }
    OpenBlob input = open(blob, proof.from());
    try {
      BlobRows rows = input.stillHas(before, proof) ? input.rowsBehind(before, contract) : null;
      if (rows != null) {
        return new Opened(input, rows, before);
      }
    } catch (BrokenInputException e) {
      // It is not what it was; whoever reads it from the beginning meets the same place and says
      // so.
    } catch (IOException | RuntimeException e) {
      input.close();
      throw e;
    }
    input.close();
    return null;
  }

  /** Bytes before those that are proved are left out only where they stay as they are. */
  private static boolean mayBegin(Blob blob, Checkpoint before, Proof proof) {
    return proof.from() == 0
        || (blob.state().onlyGrows()
            && blob.state().lineage().equals(before.state().lineage())
            && blob.bytes() >= before.taken());
  }

  private static OpenBlob open(Blob blob, long offset) throws IOException {
    CountedInput packed = new CountedInput(blob.open(offset, Long.MAX_VALUE));
    try {
      InputStream buffered = new BufferedInputStream(packed, BUFFER);
      Compression packing = offset == 0 ? Compression.detect(buffered) : Compression.NONE;
      InputStream unpacked = packing.unpack(buffered);
      boolean tailOnly = blob.state().onlyGrows() && packing == Compression.NONE;
      return new OpenBlob(blob, packed, unpacked, new ProvedInput(unpacked, offset, tailOnly));
    } catch (IOException | RuntimeException e) {
      packed.close();
      throw e;
    }
  }

  /** Goes to the end of what was taken; whether it is still what it was. */
  private boolean stillHas(Checkpoint before, Proof proof) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long left = before.taken() - proof.from();
    while (left > 0) {
      int count = proved.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (count < 0) {
        return false;
      }
      left -= count;
    }
    return proof.equals(proved.prove(before.taken()));
  }

  private @Nullable BlobRows rowsBehind(Checkpoint before, RowContract contract)
      throws IOException {
    RowStart start = new RowStart(before.taken(), before.nextLine());
    return switch (blob.form()) {
      case NDJSON -> new JsonBlobReader(blob, proved, contract, start);
      case CSV -> {
        CsvHeader header = CsvHeader.of(blob, contract);
        yield header == null
            ? null
            : new BlobReader(blob, header.header(), header.raw(), proved, contract, start);
      }
    };
  }

  /** The header of a blob that is read from its middle. */
  private record CsvHeader(BlobHeader header, RawBytes raw) {
    /** As many bytes as a header of the most and longest columns has, and more. */
    private static final int WANTED = 256 << 10;

    static @Nullable CsvHeader of(Blob blob, RowContract contract) throws IOException {
      try (InputStream in = new BufferedInputStream(blob.open(0, WANTED), BUFFER);
          InputStream unpacked = Compression.detect(in).unpack(in)) {
        CsvReader csv = new CsvReader(unpacked);
        CsvRow row = csv.next();
        return row instanceof CsvRecord record && csv.lineEnded()
            ? new CsvHeader(BlobHeader.of(record, blob.type(), contract.types()), record.raw())
            : null;
      } catch (RowRejectedException e) {
        return null;
      }
    }
  }

  /** Proves what was read up to a place; null where that is not known any more. */
  @Nullable Proof prove(long end) {
    return proved.prove(end);
  }

  /** How many bytes were read of the blob as it is packed. */
  long packedBytes() {
    return packed.count();
  }

  @Override
  public void close() throws IOException {
    try {
      unpacked.close();
    } finally {
      packed.close();
    }
  }
}
