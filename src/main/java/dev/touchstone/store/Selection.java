package dev.touchstone.store;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.TypeName;
import java.util.List;

/**
 * Which rows of several contacts and types are wanted, as one sequence.
 *
 * @param contacts in ascending order, each once
 * @param types in ascending order, each once; empty for every type that a contact has
 * @param order by moment; rows of one moment come by contact, then type, then id, or the exact
 *     reverse
 * @param latestOnly whether only the newest row of the range is wanted of each contact and type
 */
public record Selection(
    List<ContactId> contacts,
    List<TypeName> types,
    TimeRange range,
    Order order,
    boolean latestOnly) {
  public Selection {
    contacts = List.copyOf(contacts);
    types = List.copyOf(types);
  }
}
