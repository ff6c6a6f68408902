package dev.touchstone.ingest;

import dev.touchstone.ingest.ImportSummary.Conflict;
import dev.touchstone.interaction.Interaction;
import java.util.ArrayList;
import java.util.List;

/** Rows that go to the store together, each with the place it came from. */
final class Batch {
  static final int MAX_ROWS = 1_000;
  static final int MAX_BYTES = 4 << 20;

  private final List<Interaction> rows = new ArrayList<>();
  private final List<Conflict> places = new ArrayList<>();
  private long bytes;

  /**
   * @param rowBytes how many bytes the row has where it came from
   */
  void add(Interaction row, Conflict place, int rowBytes) {
    rows.add(row);
    places.add(place);
    bytes += rowBytes;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Whether the row must wait for the next batch. */
  boolean isFullFor(int rowBytes) {
    return rows.size() == MAX_ROWS || (!rows.isEmpty() && bytes + rowBytes > MAX_BYTES);
  }

  List<Interaction> rows() {
    return rows;
  }

  Conflict place(int index) {
    return places.get(index);
  }
}
