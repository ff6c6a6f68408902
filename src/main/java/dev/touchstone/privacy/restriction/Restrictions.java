package dev.touchstone.privacy.restriction;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.privacy.Reason;
import dev.touchstone.store.Erasure.Residue;
import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordScan;
import dev.touchstone.store.RecordStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The contacts whose processing is restricted: a record each, in a partition of its own, under the
 * keyed hash of the contact. Where one process has the store they are known in memory; where
 * servers share it, each question is put to the store, so what one of them restricts the others
 * show no more from that moment on. Thread-safe; every method throws {@code StoreException} where
 * the store fails.
 */
public final class Restrictions {
  /** The most contacts that are restricted at a time: a few tens of megabytes. */
  public static final int MAX_CONTACTS = 100_000;

  private static final byte[] KEY = {0};

  private final RecordStore records;
  private final Options options;
  private final int most;
  private final Set<ContactId> known = ConcurrentHashMap.newKeySet();

  /**
   * What restrictions need beside the store.
   *
   * @param hash stands for a contact: the one of the ledger
   * @param shared whether other processes write to the same store
   * @param clock tells since when
   */
  public record Options(
      Function<ContactId, String> hash, BooleanSupplier shared, InstantSource clock) {}

  private Restrictions(RecordStore records, Options options, int most) {
    this.records = records;
    this.options = options;
    this.most = most;
  }

  /** Those of a store. */
  public static Restrictions open(RecordStore records, Options options) {
    return open(records, options, MAX_CONTACTS);
  }

  static Restrictions open(RecordStore records, Options options, int most) {
    Restrictions restrictions = new Restrictions(records, options, most);
    restrictions.forEach(it -> restrictions.known.add(it.contact()));
    return restrictions;
  }

  /**
   * Forgets those of contacts that were erased while they were being restricted, if the process
   * ended in between.
   *
   * @param erased those of some contacts that were erased
   */
  public void forget(UnaryOperator<List<ContactId>> erased) {
    erased.apply(all().stream().map(Restriction::contact).toList()).forEach(this::erase);
  }

  /** Whether the processing of a contact is restricted now. */
  public boolean has(ContactId contact) {
    return options.shared().getAsBoolean() ? get(contact).isPresent() : known.contains(contact);
  }

  /** Since when, by whom and why a contact is restricted; empty if it is not. */
  public Optional<Restriction> get(ContactId contact) {
    return contact.isNone()
        ? Optional.empty()
        : records.get(RecordKind.RESTRICTION, partition(contact), KEY).map(Restriction::decode);
  }

  /** All of them, the longest ago first. */
  public List<Restriction> all() {
    List<Restriction> all = new ArrayList<>();
    forEach(all::add);
    all.sort(Restriction.OLDEST_FIRST);
    return List.copyOf(all);
  }

  private void forEach(Consumer<Restriction> restrictions) {
    try (RecordScan scan = records.scan(RecordKind.RESTRICTION)) {
      while (scan.hasNext()) {
        restrictions.accept(Restriction.decode(scan.next().value()));
      }
    }
  }

  /**
   * What became of a wish to restrict.
   *
   * @param restriction the one that holds now
   * @param isNew whether it is of this wish; false if the contact was restricted before
   */
  public record Outcome(Restriction restriction, boolean isNew) {}

  /**
   * Restricts a contact. When it returns, no read that begins later on any server shows its rows to
   * anybody but the privacy role.
   *
   * @param erased whether a contact was erased: then there is nothing to restrict
   * @throws InvalidValueException if it was, if it is the contact of no contact, or if as many are
   *     restricted as may be
   */
  public synchronized Outcome restrict(
      ContactId contact, String by, Reason reason, Predicate<ContactId> erased) {
    if (contact.isNone()) {
      throw new InvalidValueException("", "the id of a contact");
    }
    refuse(contact, erased);
    Instant since = options.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    Restriction wanted = new Restriction(contact, since, by, reason);
    Optional<Restriction> before = get(contact);
    Restriction now = before.orElseGet(() -> put(wanted));
    // An erasure blocks first and removes then: what it did not see is removed here.
    refuse(contact, erased);
    return new Outcome(now, before.isEmpty() && now.equals(wanted));
  }

  private void refuse(ContactId contact, Predicate<ContactId> erased) {
    if (erased.test(contact)) {
      erase(contact);
      throw new InvalidValueException(
          contact.value(), "a contact that is stored; this one was erased, and is blocked");
    }
  }

  private Restriction put(Restriction wanted) {
    if (count() >= most) {
      throw new InvalidValueException(
          "one more contact", "%,d restricted contacts at a time".formatted(most));
    }
    // First of all: where nobody knows whether it was stored, nothing is shown.
    known.add(wanted.contact());
    byte[] partition = partition(wanted.contact());
    boolean stored =
        records.putIfAbsent(RecordKind.RESTRICTION, new Record(partition, KEY, wanted.encode()));
    return stored ? wanted : get(wanted.contact()).orElse(wanted);
  }

  /** How many contacts are restricted. */
  public int count() {
    if (!options.shared().getAsBoolean()) {
      return known.size();
    }
    int[] count = {0};
    forEach(it -> count[0]++);
    return count[0];
  }

  /**
   * Lifts a restriction.
   *
   * @return the one that was lifted; empty if there was none
   */
  public synchronized Optional<Restriction> lift(ContactId contact) {
    Optional<Restriction> before = get(contact);
    if (before.isPresent() || known.contains(contact)) {
      erase(contact);
    }
    return before;
  }

  /** Removes what says that a contact is restricted, and its bytes. */
  synchronized List<Residue> erase(ContactId contact) {
    List<Residue> residues = records.erase(RecordKind.RESTRICTION, partition(contact));
    known.remove(contact);
    return residues;
  }

  private byte[] partition(ContactId contact) {
    return options.hash().apply(contact).getBytes(US_ASCII);
  }
}
