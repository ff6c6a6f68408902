package dev.touchstone.ingest;

import dev.touchstone.ingest.ImportSummary.Conflict;
import dev.touchstone.ingest.OpenBlob.Opened;
import dev.touchstone.ingest.Rejection.ByteRange;
import dev.touchstone.ingest.UnderWay.Sent;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One import, from its first blob to its summary. Belongs to one thread. */
final class ImportRun {
  /** How often a blob is opened again that changes while it is read. */
  private static final int MOST_CHANGES = 5;

  /** After so many blobs without a report one is made: a blob may have few rows and take long. */
  private static final int BLOBS_BETWEEN_REPORTS = 20;

  private final RowContract contract;
  private final UnderWay underWay;
  private final BlobListing listing;
  private final RejectedRows rejected;
  private final ImportProgress progress;
  private final ImportMode mode;
  private final Tally tally = new Tally();
  private Batch batch = new Batch();

  /** What is to be remembered when the batch is stored. */
  private final List<Checkpoint> waiting = new ArrayList<>();

  private @Nullable BlobTaking current;
  private long bytesTotal;
  private int blobsUnreported;

  ImportRun(
      RowContract contract,
      UnderWay underWay,
      BlobListing listing,
      RejectedRows rejected,
      ImportProgress progress,
      ImportMode mode) {
    this.contract = contract;
    this.underWay = underWay;
    this.listing = listing;
    this.rejected = rejected;
    this.progress = progress;
    this.mode = mode;
  }

  ImportSummary run() {
    try {
      for (Blob blob : blobsToRead()) {
        read(blob);
      }
      append();
      report(0);
      return tally.summary();
    } catch (ImportStoppedException e) {
      append();
      leaveCurrent();
      throw new ImportStoppedException(tally.summary());
    }
  }

  /** Leaves out those of which there is nothing to take. */
  private List<Blob> blobsToRead() {
    List<Blob> blobs = new ArrayList<>();
    for (Blob blob : listing.blobs()) {
      Checkpoint before = mode.before(blob);
      if (before != null && before.coversAllOf(blob)) {
        tally.takenBefore(before, true);
      } else {
        blobs.add(blob);
        bytesTotal += blob.bytes();
      }
    }
    return blobs;
  }

  private void read(Blob listed) {
    Blob blob = listed;
    Checkpoint before = mode.before(blob);
    for (int changes = 0; ; changes++) {
      try {
        read(blob, before);
        return;
      } catch (BlobChangedException e) {
        append();
        leaveCurrent();
        if (changes == MOST_CHANGES) {
          throw failed(unreadable(blob, e), e);
        }
        blob = latest(blob);
        before = mode.checkpoints().find(blob);
      } catch (IOException e) {
        throw failed(unreadable(blob, e), e);
      }
    }
  }

  private static String unreadable(Blob blob, IOException e) {
    return "'%s' cannot be read: %s".formatted(blob.path(), e.getMessage());
  }

  private Blob latest(Blob blob) {
    try {
      return blob.latest();
    } catch (IOException e) {
      throw failed(unreadable(blob, e), e);
    }
  }

  private void read(Blob blob, @Nullable Checkpoint before) throws IOException {
    Opened opened;
    try {
      opened = OpenBlob.open(blob, before, contract);
    } catch (InvalidValueException e) {
      rejectWhole(blob, RejectionCode.HEADER, "the type " + e.getMessage());
      return;
    } catch (BrokenInputException e) {
      rejectWhole(blob, RejectionCode.PACKING, String.valueOf(e.getMessage()));
      return;
    }
    if (opened.resumed() != null) {
      tally.takenBefore(opened.resumed(), false);
    } else if (before != null && before.taken() > 0) {
      tally.startedOver();
    }
    try (OpenBlob input = opened.input()) {
      BlobTaking taking = new BlobTaking(blob, input, opened.resumed());
      current = taking;
      boolean isSettled = before != null && before.state().isCertainly(blob.state());
      boolean complete = readRows(taking, opened.rows(), mode.holdsBack() && !isSettled);
      remember(taking.checkpoint(complete));
      current = null;
      if (complete) {
        tally.blobDone(input.packedBytes());
      } else {
        tally.bytesRead(input.packedBytes());
      }
    }
    reportSometimes();
  }

  /** Reads rows; false if the end of the blob was held back. */
  private boolean readRows(BlobTaking taking, BlobRows rows, boolean holdsBack) throws IOException {
    Blob blob = taking.blob();
    while (true) {
      BlobRow row;
      try {
        row = rows.next();
      } catch (BrokenInputException e) {
        RowRejectedException why = broken(RejectionCode.PACKING, String.valueOf(e.getMessage()));
        RowStart place = rows.behind();
        taking.rejected();
        reject(
            blob,
            rows.header(),
            new BlobRow.Rejected(
                Rejection.of(blob, place.line(), why, new ByteRange(place.offset(), 0)), null));
        return true;
      }
      if (row == null) {
        return true;
      }
      boolean isBroken = row instanceof BlobRow.Rejected && rows.mayBeCutOff();
      if (holdsBack && (!rows.lineEnded() || isBroken)) {
        return false;
      }
      switch (row) {
        case BlobRow.Accepted accepted -> accept(taking, rows, accepted);
        case BlobRow.Rejected rejection -> {
          taking.rejected();
          reject(blob, rows.header(), rejection);
        }
      }
      if (tally.rows() % ImportProgress.ROWS_BETWEEN_REPORTS == 0) {
        report(taking.input().packedBytes());
      }
    }
  }

  private void accept(BlobTaking taking, BlobRows rows, BlobRow.Accepted row) {
    if (batch.isFullFor(row.bytes())) {
      send();
      settle(UnderWay.MOST - 1);
    }
    tally.read(row.interaction().type().value());
    tally.note(row.row());
    batch.add(row.interaction(), new Conflict(taking.blob().path(), row.line()), row.bytes());
    taking.accepted(rows);
  }

  private void rejectWhole(Blob blob, RejectionCode code, String reason) {
    RowRejectedException why = broken(code, reason);
    ByteRange all = new ByteRange(0, blob.bytes());
    reject(blob, RawBytes.NONE, new BlobRow.Rejected(Rejection.of(blob, 1, why, all), null));
    remember(new Checkpoint(blob.id(), blob.type(), blob.state(), true, 0, 1, 1, 1, null));
    tally.blobDone(blob.bytes());
    reportSometimes();
  }

  private static RowRejectedException broken(RejectionCode code, String reason) {
    return new RowRejectedException(code, null, null, reason);
  }

  private void reject(Blob blob, RawBytes header, BlobRow.Rejected row) {
    String type = type(blob);
    tally.read(type);
    tally.rejected(type);
    try {
      rejected.add(blob, header, row.rejection(), row.raw());
    } catch (IOException e) {
      throw failed("the rejected rows cannot be written: " + e.getMessage(), e);
    }
  }

  /** Under which name a row counts that cannot be read. */
  private String type(Blob blob) {
    String type = blob.type();
    if (type == null) {
      return ImportSummary.NO_TYPE;
    }
    return contract.types().find(type).map(known -> known.name().value()).orElse(type);
  }

  /** Stores everything that was read. */
  private void append() {
    send();
    settle(0);
  }

  private void send() {
    if (batch.isEmpty()) {
      return;
    }
    if (current != null) {
      waiting.add(current.checkpoint(false));
    }
    underWay.send(batch, waiting);
    waiting.clear();
    batch = new Batch();
  }

  /**
   * Waits until batches are stored, counts their rows, and only then remembers them.
   *
   * @param left how many may stay under way
   */
  private void settle(int left) {
    while (underWay.size() > left) {
      Sent first = underWay.takeFirst();
      try {
        count(first, first.await());
      } catch (StoreException e) {
        uncount(first.batch());
        throw failed(RetryingStore.explain(e), e);
      }
      put(first.behind());
    }
  }

  private void count(Sent sent, List<Verdict> verdicts) {
    Batch rows = sent.batch();
    for (int i = 0; i < verdicts.size(); i++) {
      tally.verdict(rows.rows().get(i), rows.place(i), verdicts.get(i));
    }
  }

  private void uncount(Batch rows) {
    rows.rows().forEach(row -> tally.unread(row.type().value()));
  }

  /** Remembers it when all rows that were read are stored. */
  private void remember(Checkpoint checkpoint) {
    waiting.add(checkpoint);
    if (!batch.isEmpty()) {
      return;
    }
    if (underWay.size() == 0) {
      put(waiting);
    } else {
      underWay.behindLast(waiting);
    }
    waiting.clear();
  }

  private void put(List<Checkpoint> checkpoints) {
    try {
      rejected.flush();
      checkpoints.forEach(mode.checkpoints()::put);
    } catch (IOException e) {
      throw failed("the rejected rows cannot be written: " + e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw failed(String.valueOf(e.getMessage()), e);
    }
  }

  private void reportSometimes() {
    blobsUnreported++;
    if (blobsUnreported == BLOBS_BETWEEN_REPORTS) {
      report(0);
    }
  }

  /**
   * @param bytes how many were read of the blob under way
   */
  private void report(long bytes) {
    blobsUnreported = 0;
    progress.report(tally.bytes() + bytes, bytesTotal, tally.rows());
  }

  /** The blob under way was read in part. */
  private void leaveCurrent() {
    if (current != null) {
      tally.bytesRead(current.input().packedBytes());
      current = null;
    }
  }

  private ImportException failed(String message, Exception cause) {
    leaveCurrent();
    while (underWay.size() > 0) {
      countIfStored(underWay.takeFirst());
    }
    uncount(batch);
    batch = new Batch();
    return new ImportException(message, cause, tally.summary());
  }

  /** Behind a failure: it counts if it is stored, and is read again all the same. */
  private void countIfStored(Sent sent) {
    try {
      count(sent, sent.await());
    } catch (StoreException e) {
      uncount(sent.batch());
    }
  }
}
