package dev.touchstone.privacy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.Copy.Content;
import dev.touchstone.privacy.Copy.Fate;
import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordStore;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The copies of personal data that left the store. One is noted before a row of it is read, and
 * again when it is complete: there may be a note without a copy, never a copy without its note.
 * Thread-safe; every method throws {@code StoreException} where the store fails.
 */
public final class Copies {
  private static final byte[] ALL = "all".getBytes(US_ASCII);

  /** No keyed hash is this. */
  private static final String EVERYBODY = "everybody";

  private static final byte[] NOTHING = {};
  private static final int RANDOM_DIGITS = 20;

  private final RecordStore records;
  private final Function<ContactId, String> hash;
  private final LongSupplier ledger;
  private final InstantSource clock;
  private final Supplier<UUID> ids;

  /**
   * @param hash stands for a contact: the one of the ledger
   * @param ledger how many entries that has
   */
  Copies(
      RecordStore records,
      Function<ContactId, String> hash,
      LongSupplier ledger,
      InstantSource clock,
      Supplier<UUID> ids) {
    this.records = records;
    this.hash = hash;
    this.ledger = ledger;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Notes that a copy will be made, before anything is read for it.
   *
   * @param file where it will be; null if it is sent over HTTP
   * @param contacts whose data it will have; empty for everybody's
   */
  public Copy begin(Copy.Kind kind, @Nullable Path file, List<ContactId> contacts, String caller) {
    Copy copy =
        new Copy(
            freshId(),
            kind,
            clock.instant(),
            caller,
            new Copy.Place(file == null ? "" : CopyFiles.nameless(file, contacts, hash), host()),
            contacts.stream().map(hash).distinct().sorted().toList(),
            ledger.getAsLong(),
            null,
            Fate.NONE);
    List<Record> entries = new ArrayList<>();
    List<String> owners = copy.isOfAll() ? List.of(EVERYBODY) : copy.contacts();
    owners.forEach(owner -> entries.add(new Record(of(owner), key(copy.id()), NOTHING)));
    // First what an erasure finds it by.
    for (int from = 0; from < entries.size(); from += RecordStore.MAX_PUT) {
      int to = Math.min(entries.size(), from + RecordStore.MAX_PUT);
      records.put(RecordKind.COPY, entries.subList(from, to));
    }
    records.put(RecordKind.COPY, List.of(record(copy)));
    return copy;
  }

  private String freshId() {
    String random = ids.get().toString().replace("-", "").substring(0, RANDOM_DIGITS);
    return "%012x%s".formatted(clock.millis(), random);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  /** Notes that a copy is complete, before anybody has the end of it. */
  public void complete(Copy copy, Content content) {
    change(copy.id(), it -> it.with(content));
  }

  /** The same of one whose file got its name only now. */
  public void complete(Copy copy, Path file, Content content) {
    change(copy.id(), it -> it.at(CopyFiles.nameless(file, List.of(), hash)).with(content));
  }

  /** Notes what an erasure makes of it. */
  void decide(Copy copy, Fate fate) {
    change(copy.id(), it -> it.with(fate));
  }

  private void change(String id, UnaryOperator<Copy> change) {
    Optional<Copy> present = get(id);
    while (present.isPresent()
        && !records.replace(
            RecordKind.COPY, record(present.get()), change.apply(present.get()).encode())) {
      present = get(id);
    }
  }

  Optional<Copy> get(String id) {
    return records.get(RecordKind.COPY, ALL, key(id)).map(Copy::decode);
  }

  /** All copies, the oldest first. */
  public void forEach(Consumer<Copy> copies) {
    records
        .walk(RecordKind.COPY, ALL)
        .forEachRemaining(it -> copies.accept(Copy.decode(it.value())));
  }

  /** Copies that have a contact's data alone or with others', not those of everybody's. */
  public List<Copy> of(ContactId contact) {
    return owned(hash.apply(contact));
  }

  /**
   * Whether a package is complete that has the data of just these contacts.
   *
   * @param sha256 of all its bytes, in hex
   * @param contacts their keyed hashes
   */
  public boolean hasPackage(String sha256, List<String> contacts) {
    List<String> sorted = contacts.stream().distinct().sorted().toList();
    return !sorted.isEmpty()
        && owned(sorted.getFirst()).stream()
            .filter(copy -> copy.kind() == Copy.Kind.PACKAGE && copy.contacts().equals(sorted))
            .anyMatch(copy -> copy.content() != null && copy.content().sha256().equals(sha256));
  }

  /**
   * The ids of notes that may go: of copies begun before a moment that were sent over HTTP, or that
   * an erasure deleted.
   */
  public List<String> expired(Instant before) {
    List<String> expired = new ArrayList<>();
    Iterator<Record> all = records.walk(RecordKind.COPY, ALL);
    while (all.hasNext()) {
      Copy copy = Copy.decode(all.next().value());
      if (!copy.begun().isBefore(before)) {
        break; // Ids sort by when copies were begun.
      }
      if (mayGo(copy)) {
        expired.add(copy.id());
      }
    }
    return expired;
  }

  /**
   * Whether no erasure could find anything by the note. A file that is not where it was written may
   * be there again: its disk may only be away.
   */
  private static boolean mayGo(Copy copy) {
    return copy.fate().deleted() || !copy.place().isFile();
  }

  /** Removes a note of a copy that may go; nothing if there is none. */
  public void remove(String id) {
    get(id)
        .filter(Copies::mayGo)
        .ifPresent(
            copy -> {
              List<String> owners = copy.isOfAll() ? List.of(EVERYBODY) : copy.contacts();
              owners.forEach(owner -> records.delete(RecordKind.COPY, of(owner), key(id)));
              // Last, so that what was interrupted is found again.
              records.delete(RecordKind.COPY, ALL, key(id));
            });
  }

  /** Copies that have everybody's data. */
  public List<Copy> ofAll() {
    return owned(EVERYBODY);
  }

  private List<Copy> owned(String owner) {
    List<Copy> copies = new ArrayList<>();
    Iterator<Record> entries = records.walk(RecordKind.COPY, of(owner));
    entries.forEachRemaining(it -> get(new String(it.key(), US_ASCII)).ifPresent(copies::add));
    return copies;
  }

  private static Record record(Copy copy) {
    return new Record(ALL, key(copy.id()), copy.encode());
  }

  private static byte[] of(String owner) {
    return ("of/" + owner).getBytes(US_ASCII);
  }

  private static byte[] key(String id) {
    return id.getBytes(US_ASCII);
  }
}
