package dev.touchstone.ingest;

import org.jspecify.annotations.Nullable;

/** How far a blob was taken. Belongs to one thread. */
final class BlobTaking {
  private final Blob blob;
  private final OpenBlob input;
  private RowStart mark = new RowStart(0, 0);
  private long rows;
  private long rejected;

  /**
   * @param resumed what was taken before and is not read
   */
  BlobTaking(Blob blob, OpenBlob input, @Nullable Checkpoint resumed) {
    this.blob = blob;
    this.input = input;
    if (resumed != null) {
      mark = new RowStart(resumed.taken(), resumed.nextLine());
      rows = resumed.rows();
      rejected = resumed.rejected();
    }
  }

  Blob blob() {
    return blob;
  }

  OpenBlob input() {
    return input;
  }

  /**
   * A good row was read. Only behind such a row, and only if its line is ended, is it certain that
   * another one begins.
   */
  void accepted(BlobRows reader) {
    rows++;
    if (reader.lineEnded()) {
      mark = reader.behind();
    }
  }

  void rejected() {
    rows++;
    rejected++;
  }

  /** Where the last good row ends. */
  RowStart mark() {
    return mark;
  }

  /**
   * What is to be remembered once the rows that were read are stored.
   *
   * @param complete whether the blob was read to its end
   */
  Checkpoint checkpoint(boolean complete) {
    Proof proof = mark.offset() == 0 ? null : input.prove(mark.offset());
    return new Checkpoint(
        blob.id(),
        blob.type(),
        blob.state(),
        complete,
        mark.offset(),
        mark.line(),
        rows,
        rejected,
        proof);
  }
}
