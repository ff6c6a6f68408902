package dev.touchstone.privacy;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.StorageEngine;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Every place where something of a person is kept. A kind of records that holds personal data must
 * have a place here, or nothing is opened.
 *
 * @param rows the interactions
 * @param others all other places
 */
public record PersonalPlaces(StorageEngine rows, List<PersonalPlace> others) {
  /** Kinds of personal data that the erasure itself writes and removes. */
  private static final Set<RecordKind> OWN = EnumSet.of(RecordKind.ERASURE);

  /**
   * @throws IllegalArgumentException if a kind of personal data is in no place, or in two
   */
  public PersonalPlaces {
    others = List.copyOf(others);
    Set<RecordKind> covered = EnumSet.copyOf(OWN);
    for (PersonalPlace place : others) {
      for (RecordKind kind : place.kinds()) {
        if (!covered.add(kind)) {
          throw new IllegalArgumentException(kind + " has two places");
        }
      }
    }
    for (RecordKind kind : RecordKind.values()) {
      if (kind.holdsPersonalData() && !covered.contains(kind)) {
        throw new IllegalArgumentException(
            kind + " holds personal data and has no place from which it is erased");
      }
    }
  }

  /**
   * Tells what is kept of a contact beside its interactions.
   *
   * @param told takes the name of a place and an object of JSON, on one line
   */
  public void tell(ContactId contact, BiConsumer<String, String> told) {
    for (PersonalPlace place : others) {
      place.tell(contact, object -> told.accept(place.name(), object));
    }
  }

  RowsPlace rowsPlace() {
    return new RowsPlace(rows);
  }

  /** Interactions and all others. */
  List<PersonalPlace> all() {
    List<PersonalPlace> all = new ArrayList<>();
    all.add(rowsPlace());
    all.addAll(others);
    return all;
  }
}
