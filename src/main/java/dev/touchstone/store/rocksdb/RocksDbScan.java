package dev.touchstone.store.rocksdb;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Scan;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.codec.KeyCodec;
import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * A walk that reads a few rows ahead. The store may close it from another thread: hence the locks,
 * which nobody else contends for.
 */
final class RocksDbScan implements Scan {
  private static final int MAX_KEYS_AHEAD = 512;
  private static final long MAX_BYTES_AHEAD = 1 << 20;

  private final Cursor cursor;
  private final TimeRange range;
  private final ReadBound bound;
  private final Consumer<RocksDbScan> whenClosed;
  private final Queue<Interaction> ahead = new ArrayDeque<>();
  private boolean ended;
  private boolean closed;

  RocksDbScan(Cursor cursor, TimeRange range, ReadBound bound, Consumer<RocksDbScan> whenClosed) {
    this.cursor = cursor;
    this.range = range;
    this.bound = bound;
    this.whenClosed = whenClosed;
  }

  @Override
  public synchronized boolean hasNext() {
    if (closed) {
      throw new IllegalStateException("the scan or its store is closed");
    }
    while (ahead.isEmpty() && !ended) {
      bound.read(
          () -> {
            readAhead();
            return ended;
          });
    }
    return !ahead.isEmpty();
  }

  @Override
  public synchronized Interaction next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ahead.remove();
  }

  private void readAhead() {
    long bytes = 0;
    for (int keys = 0; keys < MAX_KEYS_AHEAD && bytes < MAX_BYTES_AHEAD; keys++) {
      if (!cursor.isAtRow()) {
        ended = true;
        return;
      }
      KeyCodec.Key key = KeyCodec.decode(cursor.key());
      if (range.contains(key.position().timestamp())) {
        ahead.add(cursor.interaction(key.contact(), key.type(), key.position()));
        bytes += cursor.valueBytes();
      }
      cursor.next();
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      ahead.clear();
      cursor.close();
      whenClosed.accept(this);
    }
  }
}
