package dev.touchstone.store.rocksdb;

import dev.touchstone.store.Record;
import dev.touchstone.store.RecordScan;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** A walk that holds nothing of the engine between two pages. Not thread-safe. */
final class PagedRecordScan implements RecordScan {
  static final int PAGE = 200;

  private final byte[] prefix;
  private final Function<Record, byte[]> keys;
  private final Pages pages;
  private Iterator<Record> page = List.<Record>of().iterator();
  private byte[] behind;
  private boolean ended;
  private boolean closed;

  /** Reads the records whose keys begin with a prefix and are behind a key. */
  interface Pages {
    List<Record> read(byte[] prefix, byte[] behind);
  }

  PagedRecordScan(byte[] prefix, Function<Record, byte[]> keys, Pages pages) {
    this.prefix = prefix;
    this.keys = keys;
    this.pages = pages;
    this.behind = prefix;
  }

  @Override
  public boolean hasNext() {
    if (closed) {
      throw new IllegalStateException("the scan is closed");
    }
    if (!page.hasNext() && !ended) {
      page = pages.read(prefix, behind).iterator();
      ended = !page.hasNext();
    }
    return !ended;
  }

  @Override
  public Record next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Record next = page.next();
    behind = keys.apply(next);
    return next;
  }

  @Override
  public void close() {
    closed = true;
  }
}
