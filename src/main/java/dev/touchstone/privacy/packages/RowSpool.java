package dev.touchstone.privacy.packages;

import dev.touchstone.interaction.Interaction;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows in a spool, group by group, as a store's scan gives them. */
final class RowSpool implements Closeable {
  /** The most pairs of contact and type that a package has. */
  static final int MAX_GROUPS = 10_000;

  /** How much all readers of a merged sequence hold together, about. */
  private static final int READ_BYTES = 16 << 20;

  private static final int MIN_BUFFER = 1024;

  private final Spool spool;
  private final ColumnIndex columns = new ColumnIndex();
  private final List<RowGroup> groups = new ArrayList<>();
  private final BitSet used = new BitSet();
  private byte[] buffer = new byte[4096];
  private @Nullable Interaction first;
  private @Nullable Interaction previous;
  private long start;
  private long rows;
  private long total;

  RowSpool(Spool spool) {
    this.spool = spool;
  }

  /** Adds a row; those of one contact and type come together. */
  void add(Interaction row) throws IOException {
    if (first != null && !isOfGroup(row, first)) {
      endGroup();
    }
    if (first == null) {
      first = row;
      start = spool.length();
    }
    previous = row;
    rows++;
    total++;
    for (int i = 0; i < row.fields().size(); i++) {
      used.set(columns.of(row.fields().name(i)));
    }
    buffer = SpooledRow.write(row, columns, spool, buffer);
  }

  /** Ends the last group; nothing is added afterwards. */
  void end() {
    if (first != null) {
      endGroup();
    }
  }

  private static boolean isOfGroup(Interaction row, Interaction other) {
    return row.type().equals(other.type()) && row.contact().equals(other.contact());
  }

  private void endGroup() {
    Interaction newest = first;
    Interaction oldest = previous;
    if (newest == null || oldest == null) {
      return;
    }
    groups.add(
        new RowGroup(
            groups.size(),
            newest.contact(),
            newest.type(),
            start,
            spool.length(),
            rows,
            newest.timestamp(),
            oldest.timestamp(),
            used.stream().mapToObj(columns::name).sorted().toList()));
    if (groups.size() > MAX_GROUPS) {
      throw new PackageException(
          "the package would have more than %,d pairs of contact and type; ask for fewer contacts"
              .formatted(MAX_GROUPS));
    }
    first = null;
    rows = 0;
    used.clear();
  }

  List<RowGroup> groups() {
    return List.copyOf(groups);
  }

  ColumnIndex columns() {
    return columns;
  }

  /** How many rows there are. */
  long rows() {
    return total;
  }

  /** How many bytes they take. */
  long bytes() {
    return spool.length();
  }

  /** The rows of a group, in order. */
  SpoolReader read(RowGroup group) {
    return read(group, Spool.CHUNK_BYTES);
  }

  /** The rows of a group, a few bytes at a time, so that all groups can be read side by side. */
  SpoolReader readAmongAll(RowGroup group) {
    return read(group, Math.clamp(READ_BYTES / groups.size(), MIN_BUFFER, Spool.CHUNK_BYTES));
  }

  private SpoolReader read(RowGroup group, int buffer) {
    int all = (int) Math.min(buffer, group.end() - group.start());
    return new SpoolReader(spool, group.start(), group.end(), all);
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }
}
