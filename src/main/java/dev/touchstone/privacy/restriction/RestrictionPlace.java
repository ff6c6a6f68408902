package dev.touchstone.privacy.restriction;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.PersonalPlace;
import dev.touchstone.store.Erasure.Residue;
import dev.touchstone.store.RecordKind;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** That contacts are restricted, which names them. */
public final class RestrictionPlace implements PersonalPlace {
  private final Restrictions restrictions;

  public RestrictionPlace(Restrictions restrictions) {
    this.restrictions = restrictions;
  }

  @Override
  public String name() {
    return "restrictions";
  }

  @Override
  public Set<RecordKind> kinds() {
    return Set.of(RecordKind.RESTRICTION);
  }

  @Override
  public void tell(ContactId contact, Consumer<String> told) {
    restrictions.get(contact).map(Restriction::text).ifPresent(told);
  }

  @Override
  public long count(ContactId contact) {
    return restrictions.get(contact).isPresent() ? 1 : 0;
  }

  @Override
  public List<Residue> erase(ContactId contact) {
    return restrictions.erase(contact);
  }

  @Override
  public void contacts(Consumer<ContactId> contacts) {
    restrictions.all().forEach(it -> contacts.accept(it.contact()));
  }
}
