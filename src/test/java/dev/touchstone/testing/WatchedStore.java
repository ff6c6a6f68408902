package dev.touchstone.testing;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.Erasure;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.Page;
import dev.touchstone.store.Query;
import dev.touchstone.store.Scan;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store that remembers which of its verbs were called. */
public final class WatchedStore implements InteractionStore {
  private final InteractionStore store;
  private final List<String> calls = new CopyOnWriteArrayList<>();

  public WatchedStore(InteractionStore store) {
    this.store = store;
  }

  /** The verbs, in the order of their calls. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /** Checks are no matter, so far. */
  public void forgetChecks() {
    calls.removeIf("check"::equals);
  }

  @Override
  public List<Verdict> append(List<Interaction> interactions) {
    calls.add("append");
    return store.append(interactions);
  }

  @Override
  public Page read(Query query) {
    calls.add("read");
    return store.read(query);
  }

  @Override
  public List<TypeName> types(ContactId contact, int limit) {
    calls.add("types");
    return store.types(contact, limit);
  }

  @Override
  public Scan scan(ContactId contact) {
    calls.add("scan");
    return store.scan(contact);
  }

  @Override
  public Scan scan(TimeRange range) {
    calls.add("scan");
    return store.scan(range);
  }

  @Override
  public Erasure erase(ContactId contact) {
    calls.add("erase");
    return store.erase(contact);
  }

  @Override
  public long expire(Map<TypeName, Instant> cutoffs) {
    calls.add("expire");
    return store.expire(cutoffs);
  }

  @Override
  public void check() {
    calls.add("check");
    store.check();
  }

  @Override
  public void close() {
    store.close();
  }
}
