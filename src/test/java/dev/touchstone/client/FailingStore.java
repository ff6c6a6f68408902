package dev.touchstone.client;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Erasure;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.Page;
import dev.touchstone.store.Query;
import dev.touchstone.store.Scan;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.Verdict;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that reads as often as it is told to and then cannot. */
final class FailingStore implements InteractionStore {
  private final InteractionStore store;
  private final AtomicInteger readsLeft = new AtomicInteger(Integer.MAX_VALUE);

  FailingStore(InteractionStore store) {
    this.store = store;
  }

  void failAfter(int reads) {
    readsLeft.set(reads);
  }

  int readsLeft() {
    return readsLeft.get();
  }

  @Override
  public Page read(Query query) {
    if (readsLeft.getAndDecrement() <= 0) {
      throw new StoreException.Unavailable("asked to fail", null);
    }
    return store.read(query);
  }

  @Override
  public List<Verdict> append(List<Interaction> interactions) {
    return store.append(interactions);
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
  public void check() {
    store.check();
  }

  @Override
  public void close() {
    store.close();
  }
}
