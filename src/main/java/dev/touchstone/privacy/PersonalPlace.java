package dev.touchstone.privacy;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.store.Erasure;
import dev.touchstone.store.RecordKind;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A place where something of a person is kept. Every place takes part in an erasure through this,
 * and in nothing else: {@link PersonalPlaces} is the list of them. Methods throw {@code
 * StoreException} where the store fails. Thread-safe.
 */
public interface PersonalPlace {
  /** What the place is called in a receipt: a word or a few, in lower case. */
  String name();

  /** The kinds of records that it keeps; empty for the interactions themselves. */
  Set<RecordKind> kinds();

  /**
   * Tells what is kept of a contact, for its package: an object of JSON at a time, on one line.
   * Interactions go into a package by themselves, so their place tells nothing.
   */
  void tell(ContactId contact, Consumer<String> told);

  /** How much is kept of a contact. */
  long count(ContactId contact);

  /**
   * Removes everything of a contact, and its bytes. Doing it again, or where there is nothing, is
   * no error.
   *
   * @return where bytes may remain
   */
  List<Erasure.Residue> erase(ContactId contact);

  /** Names every contact of whom something is kept; some may be named more than once. */
  void contacts(Consumer<ContactId> contacts);
}
