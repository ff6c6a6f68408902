package dev.touchstone.privacy.index;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.JsonLine;
import dev.touchstone.privacy.PersonalPlace;
import dev.touchstone.store.Erasure.Residue;
import dev.touchstone.store.RecordKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The addresses in the index, and how far the index was rebuilt. */
public final class AddressPlace implements PersonalPlace {
  private final AddressIndex index;
  private final Completeness completeness;

  public AddressPlace(AddressIndex index, Completeness completeness) {
    this.index = index;
    this.completeness = completeness;
  }

  @Override
  public String name() {
    return "addresses";
  }

  @Override
  public Set<RecordKind> kinds() {
    return Set.of(RecordKind.ADDRESS, RecordKind.CONTACT_ADDRESS);
  }

  @Override
  public void tell(ContactId contact, Consumer<String> told) {
    for (MailAddress address : index.addresses(contact)) {
      told.accept(JsonLine.of(json -> json.writeStringProperty("email", address.value())));
    }
  }

  @Override
  public long count(ContactId contact) {
    return index.count(contact);
  }

  @Override
  public List<Residue> erase(ContactId contact) {
    List<Residue> residues = new ArrayList<>(completeness.forget(contact));
    residues.addAll(index.erase(contact));
    return residues;
  }

  @Override
  public void contacts(Consumer<ContactId> contacts) {
    index.contacts(contacts);
  }
}
