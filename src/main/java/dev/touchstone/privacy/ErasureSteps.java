package dev.touchstone.privacy;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.store.Erasure.Residue;
import dev.touchstone.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is done in every place where something of a contact is kept. */
final class ErasureSteps {
  /** How often it is removed again where something is left, as of another server's append. */
  private static final int MAX_PASSES = 5;

  private final PersonalPlaces places;

  ErasureSteps(PersonalPlaces places) {
    this.places = places;
  }

  PendingErasure.Counts count(List<ContactId> contacts) {
    Map<String, Long> interactions = new TreeMap<>();
    Map<String, Long> records = new TreeMap<>();
    for (ContactId contact : contacts) {
      places
          .rowsPlace()
          .countTypes(contact)
          .forEach((type, count) -> interactions.merge(type, count, Long::sum));
      for (PersonalPlace place : places.others()) {
        records.merge(place.name(), place.count(contact), Long::sum);
      }
    }
    return new PendingErasure.Counts(interactions, records);
  }

  /**
   * Removes everything, and looks whether anything can still be read.
   *
   * @return where bytes may remain
   * @throws StoreException.Unavailable if something is left after so many passes
   */
  List<Residue> remove(List<ContactId> contacts) {
    for (int pass = 0; pass < MAX_PASSES; pass++) {
      List<Residue> residues = new ArrayList<>();
      for (PersonalPlace place : places.all()) {
        for (ContactId contact : contacts) {
          residues.addAll(place.erase(contact));
        }
      }
      if (left(contacts) == 0) {
        return residues.stream().distinct().toList();
      }
    }
    throw new StoreException.Unavailable(
        "something of a contact could still be read after it was erased %d times"
            .formatted(MAX_PASSES),
        null);
  }

  /** How much can still be read of contacts. */
  long left(List<ContactId> contacts) {
    long left = 0;
    for (PersonalPlace place : places.all()) {
      for (ContactId contact : contacts) {
        left += place.count(contact);
      }
    }
    return left;
  }
}
