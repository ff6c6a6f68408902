package dev.touchstone.privacy;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.store.StoreException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Lets nobody work on a contact while somebody else does. Thread-safe. */
final class Turns {
  private final Set<ContactId> taken = new HashSet<>();

  <T> T with(List<ContactId> contacts, Supplier<T> work) {
    take(contacts);
    try {
      return work.get();
    } finally {
      giveBack(contacts);
    }
  }

  private synchronized void take(List<ContactId> contacts) {
    try {
      while (!Collections.disjoint(taken, contacts)) {
        wait();
      }
      taken.addAll(contacts);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("interrupted while another erasure is under way", e);
    }
  }

  private synchronized void giveBack(List<ContactId> contacts) {
    contacts.forEach(taken::remove);
    notifyAll();
  }
}
