package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Position;
import dev.touchstone.store.Scan;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.codec.KeyCodec;
import java.nio.ByteBuffer;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A walk through the whole table. A contact of several buckets is gone through as a whole where its
 * first bucket comes; its other buckets are passed over.
 */
final class TableScan implements Scan {
  private final Answers answers;
  private final ContactRows contacts;
  private final TimeRange range;
  private final Calls calls;
  private @Nullable ByteBuffer contactBytes;
  private ContactId contact = ContactId.NONE;
  private @Nullable RowMerge whole;
  private @Nullable Interaction head;
  private boolean closed;

  TableScan(Answers answers, ContactRows contacts, TimeRange range, Calls calls) {
    this.answers = answers;
    this.contacts = contacts;
    this.range = range;
    this.calls = calls;
  }

  @Override
  public boolean hasNext() {
    calls.checkOpen();
    while (head == null && !closed) {
      if (whole != null && whole.hasNext()) {
        take(whole.next());
      } else if (answers.hasNext()) {
        whole = null;
        take(answers.next());
      } else {
        return false;
      }
    }
    return head != null && !closed;
  }

  private void take(Row row) {
    int bucket = row.getInt("bucket");
    boolean isWhole = StoredRow.buckets(row) == 1;
    boolean isNew = enter(StoredRow.bytes(row, "contact"), bucket);
    if (bucket == 0 && isWhole && StoredRow.isLive(row)) {
      take(StoredRow.of(row));
    } else if (bucket == 0 && !isWhole && isNew) {
      whole = contacts.rows(StoredRow.bytes(row, "contact"));
    }
  }

  /** Whether another contact begins here. */
  private boolean enter(ByteBuffer bytes, int bucket) {
    if (bucket > 0 || bytes.equals(contactBytes)) {
      return false;
    }
    contactBytes = bytes;
    contact = KeyCodec.decodeContact(Bytes.of(bytes));
    return true;
  }

  private void take(StoredRow row) {
    Position position = Positions.decode(row.position());
    if (range.contains(position.timestamp())) {
      head = row.interaction(contact);
    }
  }

  @Override
  public Interaction next() {
    if (!hasNext() || head == null) {
      throw new NoSuchElementException();
    }
    Interaction next = head;
    head = null;
    return next;
  }

  @Override
  public void close() {
    closed = true;
  }
}
