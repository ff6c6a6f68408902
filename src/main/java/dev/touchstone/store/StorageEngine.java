package dev.touchstone.store;

import dev.touchstone.interaction.ContactId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An engine: it keeps interactions, and beside them the records that belong to them. */
public interface StorageEngine extends InteractionStore {
  /** The most contacts that one call of {@link #contacts} gives. */
  int MAX_CONTACTS = 10_000;

  /** The records of this engine; they end with it. */
  RecordStore records();

  /**
   * Contacts of which the store holds rows, {@link ContactId#NONE} included, each once, in an order
   * of the engine's own that never changes. Contacts whose first row comes, or whose last one goes,
   * meanwhile may or may not be given.
   *
   * <p>It may be fewer than the limit though there are more: an empty list, and only that, says
   * that there are none left.
   *
   * @param after contacts behind this one are given, whether it has rows or not; null for the first
   * @param limit the most contacts, 1 to {@value #MAX_CONTACTS}
   */
  List<ContactId> contacts(@Nullable ContactId after, int limit);

  /**
   * Checks how many contacts are asked for.
   *
   * @throws IllegalArgumentException if it is more than are given, or none
   */
  static void checkLimit(int limit) {
    if (limit < 1 || limit > MAX_CONTACTS) {
      throw new IllegalArgumentException(
          "contacts: 1 to %,d at once, not %,d".formatted(MAX_CONTACTS, limit));
    }
  }
}
