package dev.touchstone.privacy.index;

import dev.touchstone.interaction.ContactId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Entries of which this process knows that the index has them, so that they are not written again
 * with every row. Forgotten as a whole when somebody was erased since, in this process or another,
 * and when there are too many. Thread-safe.
 */
final class Known {
  static final int MAX_ENTRIES = 100_000;

  private final LongSupplier generation;
  private volatile Snapshot snapshot = new Snapshot(-1, Set.of());

  /** What is known while nobody is erased. */
  record Snapshot(long generation, Set<Entry> entries) {
    /** To be called when they are durable. */
    void add(List<Entry> durable) {
      entries.addAll(durable);
    }
  }

  /** An address of a contact. */
  record Entry(MailAddress address, ContactId contact) {}

  /**
   * @param generation another number whenever somebody was erased
   */
  Known(LongSupplier generation) {
    this.generation = generation;
  }

  /** Whoever adds to it does so to what was known when it began. */
  Snapshot now() {
    Snapshot known = snapshot;
    long current = generation.getAsLong();
    if (known.generation() != current || known.entries().size() > MAX_ENTRIES) {
      known = new Snapshot(current, ConcurrentHashMap.newKeySet());
      snapshot = known;
    }
    return known;
  }
}
