package dev.touchstone.ingest;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.Erasure;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.Page;
import dev.touchstone.store.Query;
import dev.touchstone.store.Scan;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.Verdict;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** A store whose next appends fail as they are told to, and that remembers their sizes. */
final class FailingStore implements InteractionStore {
  final Queue<StoreException> failures = new ArrayDeque<>();
  final List<Integer> sizes = new ArrayList<>();

  /** How many appends succeed before the first failure. */
  int succeedFirst;

  private final InteractionStore store;

  FailingStore(InteractionStore store) {
    this.store = store;
  }

  @Override
  public List<Verdict> append(List<Interaction> interactions) {
    if (succeedFirst > 0) {
      succeedFirst--;
    } else if (!failures.isEmpty()) {
      throw failures.remove();
    }
    sizes.add(interactions.size());
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
  public long expire(Map<TypeName, Instant> cutoffs) {
    return store.expire(cutoffs);
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
