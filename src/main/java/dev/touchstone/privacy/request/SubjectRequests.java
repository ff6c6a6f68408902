package dev.touchstone.privacy.request;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.privacy.Reason;
import dev.touchstone.privacy.request.SubjectRequest.Event;
import dev.touchstone.store.Erasure.Residue;
import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordScan;
import dev.touchstone.store.RecordStore;
import dev.touchstone.store.StoreException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The requests of data subjects. A request names its contacts by keyed hash; their ids lie beside
 * it, a partition for each contact, and go when the contact is erased: that there was a request,
 * and how it was answered, stays. A step is taken if nobody takes another meanwhile, else it is
 * looked at again. Thread-safe; every method throws {@code StoreException} where the store fails.
 */
public final class SubjectRequests {
  /** The most contacts of one request: the ids under which one person is known. */
  public static final int MAX_CONTACTS = 100;

  /** The most requests that are listed, those that are due first. */
  public static final int MAX_LISTED = 1_000;

  private static final int MAX_ATTEMPTS = 20;
  private static final byte[] KEY = {1};

  private final RecordStore records;
  private final Options options;

  /**
   * What requests need beside the store.
   *
   * @param hash stands for a contact: the one of the ledger
   * @param isReceipt whether there is a receipt of an id
   */
  public record Options(
      Function<ContactId, String> hash,
      Predicate<String> isReceipt,
      InstantSource clock,
      Supplier<UUID> ids) {}

  public SubjectRequests(RecordStore records, Options options) {
    this.records = records;
    this.options = options;
  }

  /**
   * Those that were asked for.
   *
   * @param requests the first of them, those that are due first
   * @param total how many there are
   */
  public record Listed(List<SubjectRequest> requests, long total) {
    public Listed {
      requests = List.copyOf(requests);
    }
  }

  /**
   * Notes a request.
   *
   * @param received when it came in; not in the future
   * @param contacts 1 to {@value #MAX_CONTACTS}, each with an id
   * @throws InvalidValueException if a value is not accepted
   */
  public SubjectRequest create(
      Right right, List<ContactId> contacts, Instant received, String caller, Reason reason) {
    List<ContactId> distinct = contacts.stream().distinct().toList();
    if (distinct.isEmpty() || distinct.size() > MAX_CONTACTS) {
      throw new InvalidValueException(
          distinct.size() + " contacts", "1 to %,d contacts".formatted(MAX_CONTACTS));
    }
    Instant now = Instant.ofEpochMilli(options.clock().millis());
    if (received.isAfter(now)) {
      throw new InvalidValueException(received.toString(), "a moment that has been");
    }
    SubjectRequest request =
        new SubjectRequest(
            options.ids().get().toString(),
            right,
            distinct.stream().map(options.hash()).toList(),
            received,
            received.plus(SubjectRequest.TERM),
            RequestState.OPEN,
            List.of(new Event(now, caller, Step.CREATE, reason, "")));
    records.put(
        RecordKind.REQUEST,
        distinct.stream().map(contact -> named(contact, request.id())).toList());
    records.putIfAbsent(RecordKind.REQUEST, record(request));
    return request;
  }

  private Record named(ContactId contact, String request) {
    return new Record(hashed(contact), request.getBytes(US_ASCII), contact.value().getBytes(UTF_8));
  }

  private static Record record(SubjectRequest request) {
    return new Record(request.id().getBytes(US_ASCII), KEY, RequestJson.encode(request));
  }

  /** A request; empty if there is none of this id. */
  public Optional<SubjectRequest> get(String id) {
    return bytes(id).map(RequestJson::decode);
  }

  private Optional<byte[]> bytes(String id) {
    return id.length() == 36 && id.chars().allMatch(c -> c < 0x80)
        ? records.get(RecordKind.REQUEST, id.getBytes(US_ASCII), KEY)
        : Optional.empty();
  }

  /** The contacts of a request that were not erased. */
  public List<ContactId> contacts(SubjectRequest request) {
    byte[] id = request.id().getBytes(US_ASCII);
    return request.contacts().stream()
        .flatMap(hash -> records.get(RecordKind.REQUEST, hash.getBytes(US_ASCII), id).stream())
        .map(contact -> new ContactId(new String(contact, UTF_8)))
        .toList();
  }

  /**
   * Requests, those that are due first.
   *
   * @param all whether those that are not open are listed too
   */
  public Listed list(boolean all) {
    List<SubjectRequest> found = new ArrayList<>();
    try (RecordScan scan = records.scan(RecordKind.REQUEST)) {
      while (scan.hasNext()) {
        Record record = scan.next();
        if (record.key().length == KEY.length) {
          SubjectRequest request = RequestJson.decode(record.value());
          if (all || request.isOpen()) {
            found.add(request);
          }
        }
      }
    }
    found.sort(Comparator.comparing(SubjectRequest::due).thenComparing(SubjectRequest::id));
    return new Listed(found.stream().limit(MAX_LISTED).toList(), found.size());
  }

  /**
   * Takes a step. Taking the last one again changes nothing.
   *
   * @param answer what completes a request for access or erasure; else empty
   * @return empty if there is no such request
   * @throws InvalidValueException if the step cannot be taken; the message says why
   * @throws StoreException.Overloaded if others change it all the time
   */
  public Optional<SubjectRequest> step(
      String id, Step step, String caller, Reason reason, String answer) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Optional<byte[]> before = bytes(id);
      if (before.isEmpty()) {
        return Optional.empty();
      }
      SubjectRequest request = RequestJson.decode(before.get());
      Event event =
          new Event(Instant.ofEpochMilli(options.clock().millis()), caller, step, reason, answer);
      if (request.endsWith(event)) {
        return Optional.of(request);
      }
      SubjectRequest after = request.after(event);
      requireReceipt(request, event);
      Record expected = new Record(id.getBytes(US_ASCII), KEY, before.get());
      if (records.replace(RecordKind.REQUEST, expected, RequestJson.encode(after))) {
        return Optional.of(after);
      }
    }
    throw new StoreException.Overloaded("others change the same request", null);
  }

  private void requireReceipt(SubjectRequest request, Event event) {
    if (request.right() == Right.ERASURE
        && event.step() == Step.COMPLETE
        && !options.isReceipt().test(event.answer())) {
      throw request.right().wrongAnswer(event.answer());
    }
  }

  long count(ContactId contact) {
    long count = 0;
    Iterator<Record> entries = records.walk(RecordKind.REQUEST, hashed(contact));
    for (; entries.hasNext(); entries.next()) {
      count++;
    }
    return count;
  }

  List<Residue> erase(ContactId contact) {
    return records.erase(RecordKind.REQUEST, hashed(contact));
  }

  void contacts(Consumer<ContactId> contacts) {
    try (RecordScan scan = records.scan(RecordKind.REQUEST)) {
      while (scan.hasNext()) {
        Record record = scan.next();
        if (record.key().length != KEY.length) {
          contacts.accept(new ContactId(new String(record.value(), UTF_8)));
        }
      }
    }
  }

  private byte[] hashed(ContactId contact) {
    return options.hash().apply(contact).getBytes(US_ASCII);
  }
}
