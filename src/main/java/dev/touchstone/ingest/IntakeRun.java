package dev.touchstone.ingest;

import dev.touchstone.ingest.IntakeReport.Place;
import dev.touchstone.ingest.IntakeReport.RejectedRow;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonFactory;

/**
 * One intake, from its first row to its report. Rows and rejections wait together until a batch is
 * full and stored, so that what is reported is always everything up to one row. Belongs to one
 * thread.
 */
final class IntakeRun {
  private final RowContract contract;
  private final RetryingStore store;
  private final JsonRowReader reader;
  private final IntakeTally tally;

  /** What waits, in the order in which it came. */
  private final List<Pending> pending = new ArrayList<>();

  private final List<Interaction> rows = new ArrayList<>();
  private long pendingBytes;
  private long read;

  /** A row that was read; either it is good or it was rejected. */
  private record Pending(Place place, @Nullable CheckedRow row, @Nullable RejectedRow rejected) {}

  IntakeRun(RowContract contract, RetryingStore store, JsonFactory json, IntakeLimits limits) {
    this.contract = contract;
    this.store = store;
    this.reader = new JsonRowReader(json, limits.maxRowBytes());
    this.tally = new IntakeTally(limits.maxReported());
  }

  /** Reads and stores rows until no more can be read or stored. */
  IntakeEnd read(JsonRows source) {
    IntakeEnd end;
    try {
      for (JsonRow row = source.next(); row != null; row = source.next()) {
        if (isFullFor(row.length)) {
          append();
        }
        read(row);
      }
      end = new IntakeEnd.Complete();
    } catch (BrokenInputException e) {
      end = new IntakeEnd.Broken(e);
    } catch (IOException e) {
      end = new IntakeEnd.Unreadable(e);
    } catch (StoreException e) {
      return new IntakeEnd.StoreFailed(e);
    }
    try {
      append();
      return end;
    } catch (StoreException e) {
      return new IntakeEnd.StoreFailed(e);
    }
  }

  private boolean isFullFor(int rowBytes) {
    return pending.size() == Batch.MAX_ROWS
        || (!pending.isEmpty() && pendingBytes + rowBytes > Batch.MAX_BYTES);
  }

  private void read(JsonRow row) {
    read++;
    Place place = new Place(read, row.line);
    pendingBytes += row.length;
    try {
      CheckedRow checked = contract.check(reader.read(row), null);
      rows.add(checked.interaction());
      pending.add(new Pending(place, checked, null));
    } catch (RowRejectedException e) {
      String value = e.value() == null ? null : Rejection.shortened(e.value());
      pending.add(
          new Pending(
              place, null, new RejectedRow(place, e.code(), e.column(), value, e.reason())));
    }
  }

  /** Stores what waits, and only then counts it. */
  private void append() {
    List<Verdict> verdicts = rows.isEmpty() ? List.of() : store.append(rows);
    int next = 0;
    for (Pending each : pending) {
      if (each.row() != null) {
        tally.taken(each.row(), verdicts.get(next), each.place());
        next++;
      } else if (each.rejected() != null) {
        tally.rejected(each.rejected());
      }
    }
    rows.clear();
    pending.clear();
    pendingBytes = 0;
  }

  IntakeReport report(IntakeReport.Bytes bytes, IntakeEnd end) {
    return tally.report(bytes, end);
  }
}
