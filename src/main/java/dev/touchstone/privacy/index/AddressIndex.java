package dev.touchstone.privacy.index;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.privacy.index.Known.Entry;
import dev.touchstone.store.Erasure.Residue;
import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordScan;
import dev.touchstone.store.RecordStore;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which contacts have a mail address. An address has the keyed hashes of its contacts, a keyed hash
 * has the addresses of its contact and its id: so everything that names a contact lies in one
 * partition, and its bytes go with it, though an address may belong to others too.
 *
 * <p>There may be an entry of which no row is there: an append that failed, a row that has expired.
 * There is no row without its entry, once the index is {@link Completeness complete}. Thread-safe;
 * every method throws {@code StoreException} where the store fails.
 */
public final class AddressIndex {
  /** The most contacts that one look gives. */
  public static final int MAX_FOUND = 1_000;

  private static final byte[] NOTHING = {};

  private final RecordStore records;
  private final Function<ContactId, String> hash;
  private final BooleanSupplier shared;
  private final Known known;

  /** An address that nobody has any more is erased alone; entries are put together. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  /**
   * @param hash stands for a contact: the one of the ledger
   * @param shared whether other processes write to the same store
   * @param erasures another number whenever somebody was erased
   */
  public AddressIndex(
      RecordStore records,
      Function<ContactId, String> hash,
      BooleanSupplier shared,
      LongSupplier erasures) {
    this.records = records;
    this.hash = hash;
    this.shared = shared;
    this.known = new Known(erasures);
  }

  /**
   * Contacts that have an address.
   *
   * @param next where to go on if there are more; null if there are none
   */
  public record Found(List<ContactId> contacts, @Nullable String next) {
    public Found {
      contacts = List.copyOf(contacts);
    }

    /** How many, without naming them. */
    @Override
    public String toString() {
      return "Found[%d]".formatted(contacts.size());
    }
  }

  /** Notes the addresses of rows. When it returns, the entries are durable. */
  void add(List<Interaction> rows) {
    Known.Snapshot before = known.now();
    Set<Entry> fresh = new LinkedHashSet<>();
    for (Interaction row : rows) {
      if (!row.contact().isNone()) {
        MailAddress.of(row)
            .map(address -> new Entry(address, row.contact()))
            .filter(entry -> !before.entries().contains(entry))
            .ifPresent(fresh::add);
      }
    }
    List<Entry> all = List.copyOf(fresh);
    for (int from = 0; from < all.size(); from += RecordStore.MAX_PUT) {
      put(all.subList(from, Math.min(all.size(), from + RecordStore.MAX_PUT)));
    }
    before.add(all);
  }

  /** The contact's first: what an erasure finds an address by is there before the address is. */
  private void put(List<Entry> entries) {
    List<Record> ofContacts = new ArrayList<>(entries.size());
    List<Record> ofAddresses = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      byte[] address = entry.address().bytes();
      byte[] contact = hashed(entry.contact());
      ofContacts.add(new Record(contact, address, entry.contact().value().getBytes(UTF_8)));
      ofAddresses.add(new Record(address, contact, NOTHING));
    }
    lock.readLock().lock();
    try {
      records.put(RecordKind.CONTACT_ADDRESS, ofContacts);
      records.put(RecordKind.ADDRESS, ofAddresses);
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Contacts that have an address, in an order without meaning.
   *
   * @param after where an earlier look ended; null for the first
   */
  public Found find(MailAddress address, @Nullable String after) {
    byte[] last = after == null ? null : after.getBytes(US_ASCII);
    List<Record> page = records.read(RecordKind.ADDRESS, address.bytes(), last, MAX_FOUND);
    List<ContactId> contacts = new ArrayList<>();
    for (Record entry : page) {
      contact(entry.key(), address).ifPresent(contacts::add);
    }
    boolean more =
        !page.isEmpty()
            && !records
                .read(RecordKind.ADDRESS, address.bytes(), page.getLast().key(), 1)
                .isEmpty();
    return new Found(contacts, more ? new String(page.getLast().key(), US_ASCII) : null);
  }

  private Optional<ContactId> contact(byte[] hashed, MailAddress address) {
    return records
        .get(RecordKind.CONTACT_ADDRESS, hashed, address.bytes())
        .map(id -> new ContactId(new String(id, UTF_8)));
  }

  /** The addresses that a contact has. */
  public List<MailAddress> addresses(ContactId contact) {
    List<MailAddress> addresses = new ArrayList<>();
    records
        .walk(RecordKind.CONTACT_ADDRESS, hashed(contact))
        .forEachRemaining(
            entry -> MailAddress.of(new String(entry.key(), UTF_8)).ifPresent(addresses::add));
    return addresses;
  }

  /** How many addresses a contact has. */
  long count(ContactId contact) {
    long count = 0;
    Iterator<Record> entries = records.walk(RecordKind.CONTACT_ADDRESS, hashed(contact));
    for (; entries.hasNext(); entries.next()) {
      count++;
    }
    return count;
  }

  /** Removes every entry of a contact, the addresses first: what names them goes at the end. */
  List<Residue> erase(ContactId contact) {
    byte[] hashed = hashed(contact);
    List<Residue> residues = new ArrayList<>();
    records
        .walk(RecordKind.CONTACT_ADDRESS, hashed)
        .forEachRemaining(entry -> residues.addAll(take(entry.key(), hashed)));
    residues.addAll(records.erase(RecordKind.CONTACT_ADDRESS, hashed));
    return residues.stream().distinct().toList();
  }

  /**
   * Takes a contact from an address, and removes the bytes of an address that nobody has any more.
   * Where others write to the store that is left to the engine: one of them could put an entry in
   * between.
   */
  private List<Residue> take(byte[] address, byte[] contact) {
    lock.writeLock().lock();
    try {
      records.delete(RecordKind.ADDRESS, address, contact);
      return shared.getAsBoolean() || !records.read(RecordKind.ADDRESS, address, null, 1).isEmpty()
          ? List.of()
          : records.erase(RecordKind.ADDRESS, address);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Names every contact that has an address, some more than once. */
  void contacts(Consumer<ContactId> contacts) {
    try (RecordScan scan = records.scan(RecordKind.CONTACT_ADDRESS)) {
      while (scan.hasNext()) {
        contacts.accept(new ContactId(new String(scan.next().value(), UTF_8)));
      }
    }
  }

  private byte[] hashed(ContactId contact) {
    return hash.apply(contact).getBytes(US_ASCII);
  }
}
