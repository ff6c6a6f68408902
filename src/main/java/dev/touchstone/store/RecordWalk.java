package dev.touchstone.store;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Every record of a partition, page by page. Not thread-safe. */
final class RecordWalk implements Iterator<Record> {
  private static final int PAGE = 100;

  private final RecordStore records;
  private final RecordKind kind;
  private final byte[] partition;
  private Iterator<Record> page = List.<Record>of().iterator();
  private byte @Nullable [] last;
  private boolean ended;

  RecordWalk(RecordStore records, RecordKind kind, byte[] partition, byte @Nullable [] after) {
    this.last = after;
    this.records = records;
    this.kind = kind;
    this.partition = partition;
  }

  @Override
  public boolean hasNext() {
    if (!page.hasNext() && !ended) {
      page = records.read(kind, partition, last, PAGE).iterator();
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
    last = next.key();
    return next;
  }
}
