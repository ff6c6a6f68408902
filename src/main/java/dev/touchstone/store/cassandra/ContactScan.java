package dev.touchstone.store.cassandra;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Scan;

/** A walk through one contact. */
final class ContactScan implements Scan {
  private final ContactId contact;
  private final RowMerge rows;
  private final Calls calls;
  private boolean closed;

  ContactScan(ContactId contact, RowMerge rows, Calls calls) {
    this.contact = contact;
    this.rows = rows;
    this.calls = calls;
  }

  @Override
  public boolean hasNext() {
    calls.checkOpen();
    return !closed && rows.hasNext();
  }

  @Override
  public Interaction next() {
    calls.checkOpen();
    return rows.next().interaction(contact);
  }

  @Override
  public void close() {
    closed = true;
  }
}
