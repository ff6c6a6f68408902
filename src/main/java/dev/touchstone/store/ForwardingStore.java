package dev.touchstone.store;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Does nothing but what another store does: the base of stores that change one verb or two. It is
 * as thread-safe as the other one, and closes it.
 */
public abstract class ForwardingStore implements InteractionStore {
  /** The other one. */
  protected final InteractionStore store;

  /**
   * @param store closed together with this one
   */
  protected ForwardingStore(InteractionStore store) {
    this.store = store;
  }

  @Override
  public List<Verdict> append(List<Interaction> interactions) {
    return store.append(interactions);
  }

  @Override
  public Page read(Query query) {
    return store.read(query);
  }

  @Override
  public List<TypeName> types(ContactId contact, int limit) {
    return store.types(contact, limit);
  }

  @Override
  public Scan scan(ContactId contact) {
    return store.scan(contact);
  }

  @Override
  public Scan scan(TimeRange range) {
    return store.scan(range);
  }

  @Override
  public Erasure erase(ContactId contact) {
    return store.erase(contact);
  }

  @Override
  public long expire(Map<TypeName, Instant> cutoffs) {
    return store.expire(cutoffs);
  }

  @Override
  public void check() {
    store.check();
  }

  @Override
  public void close() {
    store.close();
  }
}
