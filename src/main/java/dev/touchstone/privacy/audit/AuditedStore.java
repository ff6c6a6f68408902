package dev.touchstone.privacy.audit;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.ForwardingStore;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.Page;
import dev.touchstone.store.Query;
import dev.touchstone.store.Scan;
import dev.touchstone.store.TimeRange;
import java.time.InstantSource;
import java.util.List;

/**
 * Takes note of every read of another store, whichever door it came through: on the {@link
 * Occasion} of the thread, or as the program's own where there is none. Thread-safe.
 */
public final class AuditedStore extends ForwardingStore {
  private final Trail trail;
  private final InstantSource clock;

  /**
   * @param store closed together with this one
   */
  public AuditedStore(InteractionStore store, Trail trail, InstantSource clock) {
    super(store);
    this.trail = trail;
    this.clock = clock;
  }

  @Override
  public Page read(Query query) {
    // Noted before too: a read that is refused or breaks off was tried.
    note(query.contact(), 0);
    Page page = store.read(query);
    note(query.contact(), page.interactions().size());
    return page;
  }

  @Override
  public List<TypeName> types(ContactId contact, int limit) {
    note(contact, 0);
    return store.types(contact, limit);
  }

  private void note(ContactId contact, long rows) {
    Occasion occasion = Occasion.current();
    if (occasion != null) {
      occasion.read(contact, rows);
      if (occasion.isFull()) {
        occasion.end(trail, true);
      }
    } else if (rows > 0) {
      Occasion own = Occasion.now(clock);
      own.read(contact, rows);
      own.end(trail, true);
    }
  }

  @Override
  public Scan scan(ContactId contact) {
    note(contact, 0);
    return new Counted(store.scan(contact), contact);
  }

  /** The contacts of such a scan are not noted one by one: it is of all. */
  @Override
  public Scan scan(TimeRange range) {
    return new Counted(store.scan(range), ContactId.NONE);
  }

  /** A scan of which the rows are counted until it is closed. */
  private final class Counted implements Scan {
    private final Scan scan;
    private final ContactId contact;
    private long rows;

    Counted(Scan scan, ContactId contact) {
      this.scan = scan;
      this.contact = contact;
    }

    @Override
    public boolean hasNext() {
      return scan.hasNext();
    }

    @Override
    public Interaction next() {
      rows++;
      return scan.next();
    }

    @Override
    public long leftOut() {
      return scan.leftOut();
    }

    @Override
    public void close() {
      long counted = rows;
      rows = 0;
      scan.close();
      note(contact, counted);
    }
  }
}
