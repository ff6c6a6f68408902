package dev.touchstone.ingest;

import dev.touchstone.ingest.ExportContainer.Blob;
import dev.touchstone.ingest.ImportSummary.Conflict;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;

/** One import, from its first blob to its summary. Belongs to one thread. */
final class ImportRun {
  private final RowContract contract;
  private final RetryingStore store;
  private final ExportContainer container;
  private final RejectedRows rejected;
  private final ImportProgress progress;
  private final long bytesTotal;
  private final Tally tally = new Tally();
  private final Batch batch = new Batch();

  ImportRun(
      RowContract contract,
      RetryingStore store,
      ExportContainer container,
      RejectedRows rejected,
      ImportProgress progress) {
    this.contract = contract;
    this.store = store;
    this.container = container;
    this.rejected = rejected;
    this.progress = progress;
    this.bytesTotal = container.bytes();
  }

  ImportSummary run() {
    for (Blob blob : container.blobs()) {
      try (InputStream in = Files.newInputStream(blob.file(), LinkOption.NOFOLLOW_LINKS)) {
        read(blob, in);
      } catch (IOException e) {
        throw failed("'%s' cannot be read: %s".formatted(blob.path(), e.getMessage()), e);
      }
    }
    append();
    progress.report(tally.bytes(), bytesTotal, tally.rows());
    return tally.summary();
  }

  private void read(Blob blob, InputStream in) throws IOException {
    BlobReader reader = new BlobReader(blob, in, contract);
    String type =
        contract.types().find(blob.type()).map(known -> known.name().value()).orElse(blob.type());
    for (BlobRow row = reader.next(); row != null; row = reader.next()) {
      tally.read(type);
      switch (row) {
        case BlobRow.Accepted accepted -> {
          tally.note(accepted.row());
          add(accepted, blob);
        }
        case BlobRow.Rejected rejection -> {
          tally.rejected(type);
          reject(blob, reader.header(), rejection);
        }
      }
      if (tally.rows() % ImportProgress.ROWS_BETWEEN_REPORTS == 0) {
        progress.report(tally.bytes() + reader.bytesDone(), bytesTotal, tally.rows());
      }
    }
    tally.blobDone(reader.bytesDone());
  }

  private void add(BlobRow.Accepted row, Blob blob) {
    if (batch.isFullFor(row.bytes())) {
      append();
    }
    batch.add(row.interaction(), new Conflict(blob.path(), row.line()), row.bytes());
  }

  private void append() {
    if (batch.isEmpty()) {
      return;
    }
    List<Verdict> verdicts;
    try {
      verdicts = store.append(batch.rows());
    } catch (StoreException e) {
      throw failed(RetryingStore.explain(e), e);
    }
    for (int i = 0; i < verdicts.size(); i++) {
      tally.verdict(batch.rows().get(i), batch.place(i), verdicts.get(i));
    }
    batch.clear();
  }

  private void reject(Blob blob, RawBytes header, BlobRow.Rejected row) {
    try {
      rejected.add(blob, header, row.rejection(), row.raw());
    } catch (IOException e) {
      throw failed("the rejected rows cannot be written: " + e.getMessage(), e);
    }
  }

  private ImportException failed(String message, Exception cause) {
    batch.rows().forEach(row -> tally.unread(row.type().value()));
    batch.clear();
    return new ImportException(message, cause, tally.summary());
  }
}
