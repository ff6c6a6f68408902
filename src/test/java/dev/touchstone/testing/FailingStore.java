package dev.touchstone.testing;

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
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A store that fails as it is told to: reads and checks after so many reads went well, appends as
 * often as there are failures for them. It remembers how many rows each append had that went well.
 */
public final class FailingStore implements InteractionStore {
  private final InteractionStore store;
  private final Queue<StoreException> appendFailures = new ConcurrentLinkedQueue<>();
  private final List<Integer> appendSizes = new CopyOnWriteArrayList<>();
  private final AtomicInteger goodAppends = new AtomicInteger();
  private final AtomicInteger goodReads;
  private final Supplier<? extends RuntimeException> failure;

  private FailingStore(
      InteractionStore store, int goodReads, Supplier<? extends RuntimeException> failure) {
    this.store = store;
    this.goodReads = new AtomicInteger(goodReads);
    this.failure = failure;
  }

  public static FailingStore after(
      int goodReads, InteractionStore store, Supplier<? extends RuntimeException> failure) {
    return new FailingStore(store, goodReads, failure);
  }

  public static FailingStore unavailableAfter(int goodReads, InteractionStore store) {
    return after(
        goodReads,
        store,
        () -> new StoreException.Unavailable("the disk of secret-17 is gone", null));
  }

  /** A store whose appends fail, and nothing else, once it is told to. */
  public static FailingStore ofAppends(InteractionStore store) {
    return new FailingStore(
        store, Integer.MAX_VALUE, () -> new IllegalStateException("too many reads"));
  }

  /** The next appends fail so, one after the other, behind so many good ones. */
  public void failAppends(int goodFirst, StoreException... failures) {
    goodAppends.set(goodFirst);
    appendFailures.addAll(List.of(failures));
  }

  /** How many rows each append had that went well. */
  public List<Integer> appendSizes() {
    return appendSizes;
  }

  @Override
  public Page read(Query query) {
    if (goodReads.getAndDecrement() <= 0) {
      throw failure.get();
    }
    return store.read(query);
  }

  @Override
  public void check() {
    if (goodReads.get() <= 0) {
      throw failure.get();
    }
  }

  @Override
  public List<Verdict> append(List<Interaction> interactions) {
    StoreException next = goodAppends.getAndDecrement() > 0 ? null : appendFailures.poll();
    if (next != null) {
      throw next;
    }
    appendSizes.add(interactions.size());
    return store.append(interactions);
  }

  @Override
  public List<TypeName> types(ContactId contact, int limit) {
    return store.types(contact, limit);
  }

  @Override
  public Scan scan(ContactId contact) {
    check();
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
  public void close() {
    store.close();
  }
}
