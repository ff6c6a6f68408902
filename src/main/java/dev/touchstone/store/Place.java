package dev.touchstone.store;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import java.util.Comparator;

/**
 * The place of a row among the rows of several contacts and types. Places compare newest first;
 * those of one moment by contact, type and id.
 */
public record Place(ContactId contact, TypeName type, Position position)
    implements Comparable<Place> {
  private static final Comparator<Place> NEWEST_FIRST =
      Comparator.comparing((Place place) -> place.position().timestamp(), Comparator.reverseOrder())
          .thenComparing(Place::compareList)
          .thenComparing(Place::position);

  public static Place of(Interaction interaction) {
    return new Place(interaction.contact(), interaction.type(), Position.of(interaction));
  }

  @Override
  public int compareTo(Place other) {
    return NEWEST_FIRST.compare(this, other);
  }

  /** Compares contact and type alone. */
  int compareList(Place other) {
    int byContact = contact.value().compareTo(other.contact.value());
    return byContact != 0 ? byContact : type.compareTo(other.type);
  }
}
