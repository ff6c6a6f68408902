package dev.touchstone.privacy.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.index.MailAddress;
import dev.touchstone.store.Erasure.Residue;
import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordScan;
import dev.touchstone.store.RecordStore;
import dev.touchstone.store.StoreException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * How requests lie among the records, as {@code docs/storage.md} says: the request itself names
 * nobody; a contact's id and an address lie in partitions of their own, so that their bytes go
 * alone. Thread-safe.
 */
final class RequestRecords {
  private static final RecordKind KIND = RecordKind.REQUEST;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final byte[] KEY = {0};
  private static final byte[] NOTHING = {};
  private static final char REQUEST = 'r';
  private static final char CONTACT = 'c';
  private static final char ADDRESS = 'a';
  private static final char HASHED_ADDRESS = 'h';
  private static final char LIST = 'l';
  private static final byte[] ALL = {LIST};
  private static final String OPEN = "open ";
  private static final String CLOSED = "closed ";

  private final RecordStore records;

  RequestRecords(RecordStore records) {
    this.records = records;
  }

  private static byte[] partition(char what, String name) {
    return (what + name).getBytes(UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  /** A request as it is stored; empty if there is none of this id. */
  Optional<byte[]> get(String id) {
    return ID.matcher(id).matches()
        ? records.get(KIND, partition(REQUEST, id), KEY)
        : Optional.empty();
  }

  /** Stores a new request. What leads to it is there before. */
  void create(SubjectRequest request) {
    putInList(request);
    records.putIfAbsent(
        KIND, new Record(partition(REQUEST, request.id()), KEY, RequestJson.encode(request)));
  }

  /** Stores what became of a request; false if it is not as expected. */
  boolean replace(String id, byte[] expected, SubjectRequest after) {
    return records.replace(
        KIND, new Record(partition(REQUEST, id), KEY, expected), RequestJson.encode(after));
  }

  void putInList(SubjectRequest request) {
    String value = (request.isOpen() ? OPEN : CLOSED) + request.due();
    records.put(KIND, List.of(new Record(ALL, bytes(request.id()), bytes(value))));
  }

  /**
   * Removes a closed request, and all that leads to it; the list says last that it is no more.
   * Bytes are removed at once only of an address that was left: many requests expire together, and
   * persons wait for their erasures meanwhile.
   */
  void remove(SubjectRequest request) {
    if (address(request.id()).isPresent()) {
      eraseAddress(request.id());
    }
    if (!request.address().isEmpty()) {
      forgetHash(request.id(), request.address());
    }
    for (String hash : request.contacts()) {
      records.delete(KIND, partition(CONTACT, hash), bytes(request.id()));
    }
    records.delete(KIND, partition(REQUEST, request.id()), KEY);
    takeFromList(request.id());
  }

  /** Of a request that is no more; one that is about to be there stands in the list as open. */
  void takeFromList(String id) {
    if (records.get(KIND, ALL, bytes(id)).filter(it -> text(it).startsWith(CLOSED)).isPresent()) {
      records.delete(KIND, ALL, bytes(id));
    }
  }

  /** Goes through the list: the place of each, and whether it is open, as last noted. */
  void list(BiConsumer<Place, Boolean> each) {
    for (Iterator<Record> all = records.walk(KIND, ALL); all.hasNext(); ) {
      Record entry = all.next();
      String value = text(entry.value());
      boolean open = value.startsWith(OPEN);
      try {
        Instant due = Instant.parse(value.substring((open ? OPEN : CLOSED).length()));
        each.accept(new Place(due, text(entry.key())), open);
      } catch (DateTimeException | IndexOutOfBoundsException e) {
        throw new StoreException.Damaged("the list of requests cannot be read", e);
      }
    }
  }

  /**
   * Notes that a request is of a contact.
   *
   * @param named whether its id is noted too
   */
  void link(String request, String hash, ContactId contact, boolean named) {
    byte[] value = named ? bytes(contact.value()) : NOTHING;
    records.put(KIND, List.of(new Record(partition(CONTACT, hash), bytes(request), value)));
  }

  /** The id of a contact of a request; empty if it was erased. */
  Optional<ContactId> contact(String request, String hash) {
    return records
        .get(KIND, partition(CONTACT, hash), bytes(request))
        .filter(id -> id.length > 0)
        .map(id -> new ContactId(text(id)));
  }

  void putAddress(String request, String hash, MailAddress address) {
    records.put(
        KIND,
        List.of(
            new Record(partition(HASHED_ADDRESS, hash), bytes(request), NOTHING),
            new Record(partition(ADDRESS, request), KEY, bytes(address.value()))));
  }

  Optional<String> address(String request) {
    return records.get(KIND, partition(ADDRESS, request), KEY).map(RequestRecords::text);
  }

  List<Residue> eraseAddress(String request) {
    return records.erase(KIND, partition(ADDRESS, request));
  }

  void forgetHash(String request, String hash) {
    records.delete(KIND, partition(HASHED_ADDRESS, hash), bytes(request));
  }

  List<Residue> eraseContact(String hash) {
    return records.erase(KIND, partition(CONTACT, hash));
  }

  /** The requests of a contact, and whether its id is noted there. */
  void ofContact(String hash, BiConsumer<String, Boolean> each) {
    records
        .walk(KIND, partition(CONTACT, hash))
        .forEachRemaining(it -> each.accept(text(it.key()), it.value().length > 0));
  }

  /** The open requests that came from an address. */
  List<String> ofAddress(String hash) {
    List<String> requests = new ArrayList<>();
    records
        .walk(KIND, partition(HASHED_ADDRESS, hash))
        .forEachRemaining(it -> requests.add(text(it.key())));
    return requests;
  }

  /** Names every contact whose id is noted, some more than once. */
  void contacts(Consumer<ContactId> contacts) {
    try (RecordScan scan = records.scan(KIND)) {
      while (scan.hasNext()) {
        Record record = scan.next();
        if (record.partition()[0] == CONTACT && record.value().length > 0) {
          contacts.accept(new ContactId(text(record.value())));
        }
      }
    }
  }
}
