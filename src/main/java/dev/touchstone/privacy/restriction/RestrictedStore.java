package dev.touchstone.privacy.restriction;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.FilteredScan;
import dev.touchstone.store.ForwardingStore;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.Page;
import dev.touchstone.store.Query;
import dev.touchstone.store.RestrictedException;
import dev.touchstone.store.Scan;
import dev.touchstone.store.TimeRange;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows restricted contacts to nobody but who may read them, whichever door they come through. What
 * names such a contact fails with {@link RestrictedException}; a scan through all contacts leaves
 * it out and counts it. Rows of it are taken as ever. Thread-safe.
 */
public final class RestrictedStore extends ForwardingStore {
  private final Restrictions restrictions;
  private final BooleanSupplier mayRead;

  /**
   * @param store closed together with this one
   * @param mayRead whether whoever asks, on this thread, may read restricted contacts
   */
  public RestrictedStore(
      InteractionStore store, Restrictions restrictions, BooleanSupplier mayRead) {
    super(store);
    this.restrictions = restrictions;
    this.mayRead = mayRead;
  }

  @Override
  public Page read(Query query) {
    check(query.contact());
    return store.read(query);
  }

  @Override
  public List<TypeName> types(ContactId contact, int limit) {
    check(contact);
    return store.types(contact, limit);
  }

  @Override
  public Scan scan(ContactId contact) {
    check(contact);
    return store.scan(contact);
  }

  private void check(ContactId contact) {
    if (!mayRead.getAsBoolean() && restrictions.has(contact)) {
      throw new RestrictedException(contact);
    }
  }

  @Override
  public Scan scan(TimeRange range) {
    Scan all = store.scan(range);
    return mayRead.getAsBoolean() ? all : new Others(all);
  }

  /** Rows of all contacts but the restricted ones. The rows of a contact come together. */
  private final class Others extends FilteredScan {
    private long leftOut;
    private @Nullable ContactId contact;
    private boolean restricted;

    Others(Scan all) {
      super(all);
    }

    @Override
    protected boolean fits(Interaction row) {
      if (!row.contact().equals(contact)) {
        contact = row.contact();
        restricted = restrictions.has(row.contact());
        leftOut += restricted ? 1 : 0;
      }
      return !restricted;
    }

    @Override
    public long leftOut() {
      return leftOut + super.leftOut();
    }
  }
}
