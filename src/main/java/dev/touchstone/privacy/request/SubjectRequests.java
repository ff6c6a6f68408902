package dev.touchstone.privacy.request;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.privacy.ErasureGuard;
import dev.touchstone.privacy.Reason;
import dev.touchstone.privacy.index.AddressIndex;
import dev.touchstone.privacy.index.Completeness;
import dev.touchstone.privacy.index.MailAddress;
import dev.touchstone.privacy.request.SubjectRequest.Event;
import dev.touchstone.store.RecordStore;
import dev.touchstone.store.StoreException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The requests of data subjects. A request names nobody: it has keyed hashes, and the ids and the
 * address that they stand for lie beside it and go when the contact is erased. That there was a
 * request, and how it was answered, stays. A step is taken if nobody takes another meanwhile, else
 * it is looked at again. Thread-safe; every method throws {@code StoreException} where the store
 * fails.
 */
public final class SubjectRequests {
  /** The most requests that one look lists. */
  public static final int MAX_LISTED = 1_000;

  private static final int MAX_ATTEMPTS = 20;

  private static final String NO_PACKAGE =
      "no package of this digest is noted that is of exactly the contacts of the request; accepted"
          + " is the SHA-256 of one that is, as the list of copies has it, or on the data folder"
          + " the package itself: request complete --package FILE";

  private static final String NO_RECEIPT =
      "this store has no receipt of this id that is of every contact of the request, or a contact"
          + " was unblocked since";

  private final RequestRecords records;
  private final Persons persons;
  private final Options options;

  /**
   * What requests need beside the store.
   *
   * @param receipts whether a receipt, by its id, is of contacts, by their hashes
   * @param packages whether a package, by its digest, is
   * @param ids names requests
   */
  public record Options(
      Pseudonyms pseudonyms,
      BiPredicate<String, List<String>> receipts,
      BiPredicate<String, List<String>> packages,
      InstantSource clock,
      Supplier<UUID> ids) {}

  /**
   * @param guard knows who was erased
   * @param addresses who has an address
   * @param completeness whether they know everybody
   */
  public SubjectRequests(
      RecordStore store,
      ErasureGuard guard,
      AddressIndex addresses,
      Completeness completeness,
      Options options) {
    this.records = new RequestRecords(store);
    Pseudonyms pseudonyms = options.pseudonyms();
    RequestPlace place = new RequestPlace(store, addresses, pseudonyms);
    this.persons = new Persons(records, place, guard, addresses, completeness, pseudonyms);
    this.options = options;
  }

  /**
   * Requests, those that are due first.
   *
   * @param next where to go on if there are more; null if there are none
   */
  public record Listed(List<SubjectRequest> requests, @Nullable String next) {
    public Listed {
      requests = List.copyOf(requests);
    }
  }

  /**
   * A request, and what is still known of who asks.
   *
   * @param contacts those that were not erased
   * @param address null if none was given, the request is closed, or the contact was erased
   */
  public record Shown(SubjectRequest request, List<ContactId> contacts, @Nullable String address) {
    public Shown {
      contacts = List.copyOf(contacts);
    }

    /** Those, and others whom a step named, each once: of whom the audit trail takes note. */
    public List<ContactId> concerned(List<ContactId> named) {
      return Stream.concat(contacts.stream(), named.stream()).distinct().toList();
    }

    /** Without ids and address. */
    @Override
    public String toString() {
      return "Shown[%s]".formatted(request.id());
    }
  }

  /**
   * Notes a request. Where only an address is given, the contacts that have it are those who ask.
   *
   * @param when it came in; not in the future
   * @throws InvalidValueException if a value is not accepted
   */
  public SubjectRequest create(
      Right right, Subject subject, Instant when, String caller, Reason reason) {
    Instant now = now();
    Instant received = when.truncatedTo(ChronoUnit.MILLIS);
    if (received.isAfter(now)) {
      throw new InvalidValueException(received.toString(), "a moment that has been");
    }
    Subject who = persons.find(subject);
    List<String> hashes = options.pseudonyms().of(who.contacts());
    MailAddress address = who.address();
    SubjectRequest request =
        new SubjectRequest(
            options.ids().get().toString(),
            right,
            hashes,
            address == null ? "" : options.pseudonyms().of(address),
            received,
            SubjectRequest.due(received),
            RequestState.OPEN,
            List.of(new Event(now, caller, Step.CREATE, reason, hashes, "")));
    persons.note(request.id(), who, () -> records.create(request));
    return request;
  }

  private Instant now() {
    return Instant.ofEpochMilli(options.clock().millis());
  }

  /** A request; empty if there is none of this id. */
  public Optional<SubjectRequest> get(String id) {
    return records.get(id).map(RequestJson::decode);
  }

  /** A request with what is still known of who asks. */
  public Shown show(SubjectRequest request) {
    return persons.show(request);
  }

  /**
   * Requests, those that are due first.
   *
   * @param all whether those that are not open are listed too
   * @param after where an earlier look ended; null for the first
   * @param limit the most requests, 1 to {@value #MAX_LISTED}
   * @throws InvalidValueException if an earlier look did not end there
   */
  public Listed list(boolean all, @Nullable String after, int limit) {
    Place from = after == null ? null : Place.parse(after);
    TreeSet<Place> first = new TreeSet<>();
    records.list(
        (place, open) -> {
          if ((all || open) && (from == null || place.compareTo(from) > 0)) {
            first.add(place);
            if (first.size() > limit + 1) {
              first.pollLast();
            }
          }
        });
    boolean more = first.size() > limit;
    if (more) {
      first.pollLast();
    }
    List<SubjectRequest> requests = new ArrayList<>();
    for (Place place : first) {
      get(place.id()).filter(it -> all || it.isOpen()).ifPresent(requests::add);
    }
    return new Listed(requests, more ? first.last().text() : null);
  }

  /**
   * What somebody wants to do.
   *
   * @param contacts for {@link Step#IDENTIFY}: under which ids the person is known; else none
   * @param answer for {@link Step#COMPLETE}: what was given; else empty
   * @param verified the keyed hashes of the contacts that the answer was held against already, as a
   *     package is whose file is at hand; none if it was not
   */
  public record Change(
      Step step,
      String caller,
      Reason reason,
      List<ContactId> contacts,
      String answer,
      List<String> verified) {
    public Change {
      contacts = contacts.stream().distinct().toList();
      verified = List.copyOf(verified);
    }

    /** One whose answer is to be held against the request. */
    public Change(
        Step step, String caller, Reason reason, List<ContactId> contacts, String answer) {
      this(step, caller, reason, contacts, answer, List.of());
    }

    /** Without ids of contacts. */
    @Override
    public String toString() {
      return "Change[%s]".formatted(step);
    }
  }

  /**
   * Takes a step. Taking the last one again changes nothing.
   *
   * @throws InvalidValueException if it is none that could be taken
   * @throws StoreException.Overloaded if others change the request all the time
   */
  public Taken step(String id, Change change) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Optional<byte[]> before = records.get(id);
      if (before.isEmpty()) {
        return new Taken.Missing();
      }
      SubjectRequest request = RequestJson.decode(before.get());
      Event event = event(change);
      if (request.endsWith(event)) {
        return done(request);
      }
      Optional<String> obstacle =
          request.obstacle(event).or(() -> unproved(request, event, change.verified()));
      if (obstacle.isPresent()) {
        return new Taken.Impossible(obstacle.get());
      }
      SubjectRequest after = request.after(event);
      if (replace(request, before.get(), after, change.contacts())) {
        return done(after);
      }
    }
    throw new StoreException.Overloaded("others change the same request", null);
  }

  /**
   * The ids of requests that were closed before a moment, and of those that were not removed whole.
   */
  public List<String> expired(Instant before) {
    // What is due later was received later, so it cannot have been closed before.
    Instant dueBefore = before.plus(SubjectRequest.LONGEST_TERM);
    List<String> expired = new ArrayList<>();
    records.list(
        (place, open) -> {
          if (place.due().isBefore(dueBefore)
              && get(place.id()).map(it -> it.wasClosedBefore(before)).orElse(!open)) {
            expired.add(place.id());
          }
        });
    return expired;
  }

  /** Removes a closed request and everything beside it; one that is open, or is none, is left. */
  public void remove(String id) {
    Optional<SubjectRequest> request = get(id);
    if (request.isEmpty()) {
      records.takeFromList(id);
    } else if (!request.get().isOpen()) {
      records.putInList(request.get());
      records.remove(request.get());
    }
  }

  private Event event(Change change) {
    List<String> hashes = options.pseudonyms().of(change.contacts());
    return new Event(
        now(), change.caller(), change.step(), change.reason(), hashes, change.answer());
  }

  private boolean replace(
      SubjectRequest request, byte[] before, SubjectRequest after, List<ContactId> contacts) {
    boolean[] replaced = {false};
    Runnable store = () -> replaced[0] = records.replace(request.id(), before, after);
    if (contacts.isEmpty()) {
      store.run();
    } else {
      persons.note(request.id(), new Subject(contacts, null), store);
    }
    return replaced[0];
  }

  /** What follows from a request as it is; done again where it was interrupted. */
  private Taken done(SubjectRequest request) {
    records.putInList(request);
    if (!request.isOpen()) {
      persons.forgetAddress(request);
    }
    return new Taken.Done(request);
  }

  /**
   * Why an answer does not answer.
   *
   * @param verified the contacts that it was held against; the request may have others by now
   */
  private Optional<String> unproved(SubjectRequest request, Event event, List<String> verified) {
    if (event.step() != Step.COMPLETE) {
      return Optional.empty();
    }
    if (event.answer().equals(Right.NONE)) {
      return persons.whyNotNobody(request);
    }
    return switch (request.right()) {
      case ACCESS ->
          Set.copyOf(verified).equals(Set.copyOf(request.contacts()))
                  || options.packages().test(event.answer(), request.contacts())
              ? Optional.empty()
              : Optional.of(NO_PACKAGE);
      case ERASURE ->
          options.receipts().test(event.answer(), request.contacts())
              ? Optional.empty()
              : Optional.of(NO_RECEIPT);
      case RECTIFICATION, RESTRICTION -> Optional.empty();
    };
  }
}
