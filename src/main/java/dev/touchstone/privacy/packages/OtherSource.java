package dev.touchstone.privacy.packages;

import dev.touchstone.interaction.ContactId;
import java.util.function.BiConsumer;

/** Tells what a store keeps of a contact beside its interactions. */
@FunctionalInterface
public interface OtherSource {
  /** For a store that keeps nothing else. */
  OtherSource NONE = (contact, told) -> {};

  /**
   * Tells of a contact; throws {@code StoreException} where the store fails.
   *
   * @param told takes the name of a place, and an object of JSON from it, on one line
   */
  void tell(ContactId contact, BiConsumer<String, String> told);
}
