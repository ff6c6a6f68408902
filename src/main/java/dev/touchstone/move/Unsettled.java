package dev.touchstone.move;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.RecordKind;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Of what the target may differ from the source, because a change reached only one of them for
 * sure. Nothing is switched before it is empty. Bounded: where there is too much to remember,
 * everything is to be compared again. Thread-safe.
 */
final class Unsettled {
  static final int MAX_REMEMBERED = 1_000_000;

  private final int maxRemembered;
  private final Set<ContactId> contacts = new LinkedHashSet<>();
  private final Set<Partition> partitions = new LinkedHashSet<>();
  private final Map<TypeName, Instant> cutoffs = new HashMap<>();
  private boolean overflown;

  /** A partition of records. */
  record Partition(RecordKind kind, ByteBuffer bytes) {
    static Partition of(RecordKind kind, byte[] partition) {
      return new Partition(kind, ByteBuffer.wrap(partition.clone()));
    }

    byte[] partition() {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      return copy;
    }

    /** Without content, which may be personal data. */
    @Override
    public String toString() {
      return "Partition[" + kind + "]";
    }
  }

  Unsettled() {
    this(MAX_REMEMBERED);
  }

  Unsettled(int maxRemembered) {
    this.maxRemembered = maxRemembered;
  }

  synchronized void add(Collection<ContactId> more) {
    contacts.addAll(more);
    bound();
  }

  synchronized void add(RecordKind kind, byte[] partition) {
    partitions.add(Partition.of(kind, partition));
    bound();
  }

  private void bound() {
    if (contacts.size() + partitions.size() > maxRemembered) {
      contacts.clear();
      partitions.clear();
      overflown = true;
    }
  }

  /** Rows before these moments are to be removed from the target too. */
  synchronized void addExpiry(Map<TypeName, Instant> more) {
    more.forEach((type, cutoff) -> cutoffs.merge(type, cutoff, (a, b) -> a.isAfter(b) ? a : b));
  }

  synchronized void expired(Map<TypeName, Instant> done) {
    done.forEach(
        (type, cutoff) ->
            cutoffs.computeIfPresent(
                type, (t, pending) -> pending.isAfter(cutoff) ? pending : null));
  }

  synchronized Map<TypeName, Instant> expiry() {
    return Map.copyOf(cutoffs);
  }

  /** Some of the contacts. */
  synchronized List<ContactId> contacts(int limit) {
    return contacts.stream().limit(limit).toList();
  }

  synchronized List<Partition> partitions(int limit) {
    return partitions.stream().limit(limit).toList();
  }

  /** About to be settled; who fails adds it again. */
  synchronized void remove(ContactId contact) {
    contacts.remove(contact);
  }

  synchronized void remove(RecordKind kind, byte[] partition) {
    partitions.remove(Partition.of(kind, partition));
  }

  /** Everything is about to be compared again. */
  synchronized boolean takeOverflow() {
    boolean was = overflown;
    overflown = false;
    return was;
  }

  synchronized boolean isOverflown() {
    return overflown;
  }

  synchronized boolean isEmpty() {
    return size() == 0 && cutoffs.isEmpty() && !overflown;
  }

  synchronized int size() {
    return contacts.size() + partitions.size();
  }
}
