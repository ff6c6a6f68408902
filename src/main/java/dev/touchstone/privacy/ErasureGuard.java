package dev.touchstone.privacy;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.ForwardingStore;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.Verdict;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Takes no rows of contacts that were erased, whichever door they come through: their verdict is
 * {@link Verdict#ERASED}. An append holds a lock, shared with others, from the look at the ledger
 * until its rows are stored; a contact is blocked under the same lock alone. So once it is blocked,
 * no row of it is under way.
 *
 * <p>Where servers share the store, the ledger is asked before and after each append: what another
 * server erased meanwhile is erased again. Thread-safe.
 */
public final class ErasureGuard extends ForwardingStore {
  private final Ledger ledger;
  private final Function<ContactId, String> hash;
  private final BooleanSupplier shared;
  private final ReadWriteLock lock = new ReentrantReadWriteLock(true);

  /**
   * @param store closed together with this one
   * @param hash stands for a contact in the ledger
   * @param shared whether other processes write to the same store
   */
  public ErasureGuard(
      InteractionStore store,
      Ledger ledger,
      Function<ContactId, String> hash,
      BooleanSupplier shared) {
    super(store);
    this.ledger = ledger;
    this.hash = hash;
    this.shared = shared;
  }

  /** Runs what blocks contacts while no append is under way. */
  <T> T alone(Supplier<T> block) {
    lock.writeLock().lock();
    try {
      return block.get();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Runs what stores something of contacts beside their rows: none is blocked meanwhile. */
  public <T> T whileNoneIsBlocked(Supplier<T> work) {
    lock.readLock().lock();
    try {
      return work.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public List<Verdict> append(List<Interaction> interactions) {
    lock.readLock().lock();
    try {
      return appendUnblocked(interactions);
    } finally {
      lock.readLock().unlock();
    }
  }

  private List<Verdict> appendUnblocked(List<Interaction> interactions) {
    refresh();
    Set<ContactId> refused = blocked(interactions);
    List<Verdict> verdicts =
        refused.isEmpty()
            ? store.append(interactions)
            : appendOthers(interactions, row -> refused.contains(row.contact()));
    return shared.getAsBoolean() ? eraseLate(interactions, verdicts) : verdicts;
  }

  private List<Verdict> appendOthers(
      List<Interaction> interactions, Predicate<Interaction> refused) {
    List<Interaction> taken = interactions.stream().filter(refused.negate()).toList();
    Iterator<Verdict> verdicts = store.append(taken).iterator();
    return interactions.stream()
        .map(row -> refused.test(row) ? Verdict.ERASED : verdicts.next())
        .toList();
  }

  /** What another server began to erase after this one had looked. */
  private List<Verdict> eraseLate(List<Interaction> interactions, List<Verdict> verdicts) {
    refresh();
    Set<ContactId> late = blocked(interactions);
    if (late.isEmpty()) {
      return verdicts;
    }
    late.forEach(store::erase);
    Iterator<Verdict> before = verdicts.iterator();
    return interactions.stream()
        .map(row -> late.contains(row.contact()) ? refuse(before.next()) : before.next())
        .toList();
  }

  private static Verdict refuse(Verdict before) {
    return switch (before) {
      case STORED, REPEATED, SUPERSEDED, CONFLICTING, ERASED -> Verdict.ERASED;
      case EXPIRED -> Verdict.EXPIRED;
    };
  }

  private void refresh() {
    if (shared.getAsBoolean()) {
      ledger.refresh();
    }
  }

  /** Whether rows of a contact are refused now, because it was erased. */
  public boolean refuses(ContactId contact) {
    return !refused(List.of(contact)).isEmpty();
  }

  /** Those of some contacts of whom rows are refused now. */
  public List<ContactId> refused(List<ContactId> contacts) {
    refresh();
    return contacts.stream().filter(it -> ledger.blocks().has(hash.apply(it))).toList();
  }

  private Set<ContactId> blocked(List<Interaction> interactions) {
    if (ledger.blocks().isEmpty()) {
      return Set.of();
    }
    return interactions.stream()
        .map(Interaction::contact)
        .distinct()
        .filter(contact -> !contact.isNone() && ledger.blocks().has(hash.apply(contact)))
        .collect(Collectors.toUnmodifiableSet());
  }
}
