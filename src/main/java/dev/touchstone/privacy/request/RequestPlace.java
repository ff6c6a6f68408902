package dev.touchstone.privacy.request;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.PersonalPlace;
import dev.touchstone.privacy.index.AddressIndex;
import dev.touchstone.store.Erasure.Residue;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Who made which requests: ids of contacts and mail addresses. What is left names them by keyed
 * hash. It asks the index which addresses a contact has, so it is erased before the index is.
 */
public final class RequestPlace implements PersonalPlace {
  private final RequestRecords records;
  private final AddressIndex addresses;
  private final Pseudonyms pseudonyms;

  public RequestPlace(RecordStore records, AddressIndex addresses, Pseudonyms pseudonyms) {
    this.records = new RequestRecords(records);
    this.addresses = addresses;
    this.pseudonyms = pseudonyms;
  }

  @Override
  public String name() {
    return "requests";
  }

  @Override
  public Set<RecordKind> kinds() {
    return Set.of(RecordKind.REQUEST);
  }

  @Override
  public void tell(ContactId contact, Consumer<String> told) {
    for (String request : requests(contact)) {
      records
          .get(request)
          .map(RequestJson::decode)
          .map(it -> RequestJson.tell(it, records.address(request).orElse("")))
          .ifPresent(told);
    }
  }

  /** Ids and addresses in requests. */
  @Override
  public long count(ContactId contact) {
    long[] count = {0};
    records.ofContact(
        pseudonyms.of(contact), (request, named) -> count[0] += named.booleanValue() ? 1 : 0);
    return count[0]
        + requests(contact).stream().filter(it -> records.address(it).isPresent()).count();
  }

  @Override
  public List<Residue> erase(ContactId contact) {
    List<Residue> residues = new ArrayList<>();
    for (String request : requests(contact)) {
      residues.addAll(records.eraseAddress(request));
    }
    residues.addAll(records.eraseContact(pseudonyms.of(contact)));
    return residues.stream().distinct().toList();
  }

  /** Those that name the contact, and those that came from an address that it has. */
  private Set<String> requests(ContactId contact) {
    Set<String> requests = new TreeSet<>();
    records.ofContact(pseudonyms.of(contact), (request, named) -> requests.add(request));
    addresses
        .addresses(contact)
        .forEach(it -> requests.addAll(records.ofAddress(pseudonyms.of(it))));
    return requests;
  }

  @Override
  public void contacts(Consumer<ContactId> contacts) {
    records.contacts(contacts);
  }
}
