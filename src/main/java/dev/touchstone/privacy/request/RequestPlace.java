package dev.touchstone.privacy.request;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.PersonalPlace;
import dev.touchstone.store.Erasure.Residue;
import dev.touchstone.store.RecordKind;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Who made which requests: the ids of contacts. What is left names them by keyed hash. */
public final class RequestPlace implements PersonalPlace {
  private final SubjectRequests requests;

  public RequestPlace(SubjectRequests requests) {
    this.requests = requests;
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
  public long count(ContactId contact) {
    return requests.count(contact);
  }

  @Override
  public List<Residue> erase(ContactId contact) {
    return requests.erase(contact);
  }

  @Override
  public void contacts(Consumer<ContactId> contacts) {
    requests.contacts(contacts);
  }
}
