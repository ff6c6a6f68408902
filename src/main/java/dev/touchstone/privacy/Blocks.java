package dev.touchstone.privacy;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The contacts that were erased and not allowed again, as the ledger says: under their keyed
 * hashes, with the erasure that was the last of each. Thread-safe.
 */
public final class Blocks {
  private final Map<String, String> erasures = new ConcurrentHashMap<>();

  void take(LedgerEntry entry) {
    switch (entry.kind()) {
      case ERASE -> entry.contacts().forEach(it -> erasures.put(it, entry.erasure()));
      case UNBLOCK -> entry.contacts().forEach(erasures::remove);
      case BEGIN, ERASED, REBUILT -> {}
    }
  }

  boolean isEmpty() {
    return erasures.isEmpty();
  }

  /** How many contacts are refused. */
  public int count() {
    return erasures.size();
  }

  boolean has(String contact) {
    return erasures.containsKey(contact);
  }

  /** The id of the erasure because of which a contact is refused. */
  Optional<String> erasure(String contact) {
    return Optional.ofNullable(erasures.get(contact));
  }
}
