package dev.touchstone.store.rocksdb;

import dev.touchstone.store.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The work that waits for the {@link Committer}, in its order and bounded. Thread-safe. */
final class Backlog {
  /** A group takes no more work once it has this many rows. */
  static final int GROUP_ROWS = 10_000;

  /** A group takes no more work once it has this many bytes. */
  static final long GROUP_BYTES = 8 << 20;

  private final int maxRows;
  private final long maxBytes;
  private final Deque<Work> waiting = new ArrayDeque<>();
  private int rows;
  private long bytes;
  private boolean closed;

  Backlog(int maxRows, long maxBytes) {
    this.maxRows = maxRows;
    this.maxBytes = maxBytes;
  }

  /**
   * Adds work.
   *
   * @throws StoreException.Overloaded if there is no room for it
   */
  synchronized void add(Work work) {
    if (!hasRoomFor(work)) {
      throw new StoreException.Overloaded(
          "%,d rows of %,d bytes wait to be written already".formatted(rows, bytes), null);
    }
    push(work);
  }

  /**
   * Adds work that continues what is stored in part already, and waits until there is room.
   *
   * @throws InterruptedException if it was not added
   */
  synchronized void addWhenRoom(Work work) throws InterruptedException {
    while (!hasRoomFor(work)) {
      wait();
    }
    push(work);
  }

  private boolean hasRoomFor(Work work) {
    return rows + work.rows() <= maxRows && bytes + work.bytes() <= maxBytes;
  }

  private void push(Work work) {
    waiting.add(work);
    rows += work.rows();
    bytes += work.bytes();
    notifyAll();
  }

  /**
   * Takes what is to be done next: some appends, or one work of another kind. Waits until there is
   * something.
   *
   * @return empty if the backlog is closed and everything was taken
   */
  synchronized List<Work> take() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    List<Work> group = new ArrayList<>();
    int groupRows = 0;
    long groupBytes = 0;
    while (belongs(group) && groupRows < GROUP_ROWS && groupBytes < GROUP_BYTES) {
      Work work = waiting.remove();
      group.add(work);
      groupRows += work.rows();
      groupBytes += work.bytes();
    }
    rows -= groupRows;
    bytes -= groupBytes;
    notifyAll();
    return group;
  }

  private boolean belongs(List<Work> group) {
    Work next = waiting.peek();
    return switch (next) {
      case null -> false;
      case Work.Append append -> group.isEmpty() || group.getFirst() instanceof Work.Append;
      case Work.Erase erase -> group.isEmpty();
      case Work.Remove remove -> group.isEmpty();
      case Work.Step step -> group.isEmpty();
    };
  }

  /** What waits now. */
  synchronized Waiting waiting() {
    return new Waiting(rows, bytes);
  }

  /** Nothing is added any more; what waits is still taken. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
