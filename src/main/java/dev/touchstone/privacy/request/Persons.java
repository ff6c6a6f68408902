package dev.touchstone.privacy.request;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.ErasureGuard;
import dev.touchstone.privacy.index.AddressIndex;
import dev.touchstone.privacy.index.Completeness;
import dev.touchstone.privacy.index.MailAddress;
import dev.touchstone.privacy.request.SubjectRequests.Shown;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who asks: what is found out about them, and what is noted of them beside a request. Of a contact
 * that was erased no id is noted again. Thread-safe.
 */
final class Persons {
  private final RequestRecords records;
  private final RequestPlace place;
  private final ErasureGuard guard;
  private final AddressIndex addresses;
  private final Completeness completeness;
  private final Pseudonyms pseudonyms;

  Persons(
      RequestRecords records,
      RequestPlace place,
      ErasureGuard guard,
      AddressIndex addresses,
      Completeness completeness,
      Pseudonyms pseudonyms) {
    this.records = records;
    this.place = place;
    this.guard = guard;
    this.addresses = addresses;
    this.completeness = completeness;
    this.pseudonyms = pseudonyms;
  }

  /**
   * The same, with the contacts of the address where none is named. More than a request takes are
   * not one person's: who is meant is to be said.
   */
  Subject find(Subject subject) {
    MailAddress address = subject.address();
    if (!subject.contacts().isEmpty() || address == null) {
      return subject;
    }
    List<ContactId> found = addresses.find(address, null).contacts();
    return found.size() > SubjectRequest.MAX_CONTACTS ? subject : new Subject(found, address);
  }

  /**
   * Notes who asks, and then stores the request. No contact is blocked between the look and the
   * note; where servers share the store, it is looked again behind it.
   */
  void note(String request, Subject subject, Runnable store) {
    guard.whileNoneIsBlocked(
        () -> {
          Set<ContactId> named = new HashSet<>();
          for (ContactId contact : subject.contacts()) {
            if (!guard.refuses(contact)) {
              named.add(contact);
            }
            records.link(request, pseudonyms.of(contact), contact, named.contains(contact));
          }
          MailAddress address = subject.address();
          if (address != null) {
            records.putAddress(request, pseudonyms.of(address), address);
          }
          store.run();
          for (ContactId contact : subject.contacts()) {
            if (guard.refuses(contact)) {
              forget(request, contact, named.contains(contact));
            }
          }
          return true;
        });
  }

  /**
   * Takes back what was noted of a contact that another server erases. That the request is of it is
   * noted once more, since the erasure may have come between: so the next one reaches the address.
   */
  private void forget(String request, ContactId contact, boolean named) {
    if (named) {
      place.erase(contact);
    }
    records.link(request, pseudonyms.of(contact), contact, false);
  }

  Shown show(SubjectRequest request) {
    List<ContactId> contacts =
        request.contacts().stream()
            .flatMap(hash -> records.contact(request.id(), hash).stream())
            .toList();
    String address =
        request.isOpen() && !request.address().isEmpty()
            ? records.address(request.id()).orElse(null)
            : null;
    return new Shown(request, contacts, address);
  }

  /** A closed request needs no address any more. */
  void forgetAddress(SubjectRequest request) {
    if (!request.address().isEmpty()) {
      records.eraseAddress(request.id());
      records.forgetHash(request.id(), request.address());
    }
  }

  /** Why it cannot be said that nothing is kept of who asks; empty if it can. */
  Optional<String> whyNotNobody(SubjectRequest request) {
    Optional<MailAddress> address = records.address(request.id()).map(MailAddress::parse);
    if (!completeness.isComplete()) {
      return Optional.of(
          "the index of addresses does not have every row yet; fill it with: touchstone find"
              + " --rebuild");
    }
    return address.filter(it -> !addresses.find(it, null).contacts().isEmpty()).isPresent()
        ? Optional.of(
            "contacts have the address of the request; say with the step identify who is meant")
        : Optional.empty();
  }
}
