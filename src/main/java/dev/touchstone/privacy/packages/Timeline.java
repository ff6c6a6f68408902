package dev.touchstone.privacy.packages;

import java.io.IOException;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The rows of all groups of a spool as one sequence, newest first. Not thread-safe. */
final class Timeline {
  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(
          Comparator.comparingLong((Head head) -> head.row.second())
              .thenComparingInt(head -> head.row.nano())
              .reversed()
              .thenComparingInt(head -> head.group.number()));
  private @Nullable Head given;

  /** The next row of a group, and those behind it. */
  private static final class Head {
    private final RowGroup group;
    private final SpoolReader rest;
    private final SpooledRow row = new SpooledRow();

    Head(RowGroup group, SpoolReader rest) throws IOException {
      this.group = group;
      this.rest = rest;
      row.read(rest);
    }
  }

  /** A row of a group. */
  record Entry(RowGroup group, SpooledRow row) {}

  Timeline(RowSpool spool) throws IOException {
    for (RowGroup group : spool.groups()) {
      heads.add(new Head(group, spool.readAmongAll(group)));
    }
  }

  /** The next row, which stays as it is until the next call; null behind the last. */
  @Nullable Entry next() throws IOException {
    Head last = given;
    if (last != null && last.rest.hasMore()) {
      last.row.read(last.rest);
      heads.add(last);
    }
    Head head = heads.poll();
    given = head;
    return head == null ? null : new Entry(head.group, head.row);
  }
}
