package dev.touchstone.move;

import dev.touchstone.interaction.ContactId;
import java.util.Collection;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Keeps changes of a contact apart where their order matters. Appends of a contact go on side by
 * side, since their order does not matter; an erasure or a repair has its contact for itself. A
 * fixed number of locks stands for all contacts. Thread-safe.
 *
 * <p>Rows that were read before a removal must not be written behind it. So every stripe counts its
 * erasures, and all together the expiries; who reads notes the {@link #moment}, and writes only
 * while it is still the same.
 */
final class Stripes {
  static final int COUNT = 1_024;

  private final ReentrantReadWriteLock[] locks = new ReentrantReadWriteLock[COUNT];

  /** Guarded by the lock of the same number. */
  private final long[] removals = new long[COUNT];

  private final ReentrantReadWriteLock expiry = new ReentrantReadWriteLock();

  /** Guarded by {@link #expiry}. */
  private long expiries;

  Stripes() {
    for (int i = 0; i < COUNT; i++) {
      locks[i] = new ReentrantReadWriteLock();
    }
  }

  /** What was removed so far: of a contact's stripe, and of all contacts by their age. */
  record Moment(long removals, long expiries) {}

  Moment moment(ContactId contact) {
    return shared(contact, () -> now(contact));
  }

  private Moment now(ContactId contact) {
    expiry.readLock().lock();
    try {
      return new Moment(removals[stripe(contact)], expiries);
    } finally {
      expiry.readLock().unlock();
    }
  }

  /**
   * Writes rows that were read since a moment, unless something was removed since.
   *
   * @return whether they were written
   */
  boolean writeIfStill(Moment moment, ContactId contact, Runnable write) {
    return shared(
        contact,
        () -> {
          expiry.readLock().lock();
          try {
            boolean same = moment.removals == removals[stripe(contact)];
            if (!same || moment.expiries != expiries) {
              return false;
            }
            write.run();
            return true;
          } finally {
            expiry.readLock().unlock();
          }
        });
  }

  /** Appends rows of these contacts. */
  <T> T shared(Collection<ContactId> contacts, Supplier<T> change) {
    // In one order, so that nobody waits for somebody who waits.
    int[] stripes = contacts.stream().mapToInt(Stripes::stripe).sorted().distinct().toArray();
    int held = 0;
    try {
      while (held < stripes.length) {
        locks[stripes[held]].readLock().lock();
        held++;
      }
      return change.get();
    } finally {
      while (held > 0) {
        held--;
        locks[stripes[held]].readLock().unlock();
      }
    }
  }

  private <T> T shared(ContactId contact, Supplier<T> change) {
    Lock lock = locks[stripe(contact)].readLock();
    lock.lock();
    try {
      return change.get();
    } finally {
      lock.unlock();
    }
  }

  /** Has the contact for itself; rows of it that were read before are not written any more. */
  <T> T alone(ContactId contact, Supplier<T> change) {
    int stripe = stripe(contact);
    Lock lock = locks[stripe].writeLock();
    lock.lock();
    try {
      removals[stripe]++;
      return change.get();
    } finally {
      lock.unlock();
    }
  }

  /** From here on rows that were read before are not written any more, of no contact. */
  void expired() {
    expiry.writeLock().lock();
    try {
      expiries++;
    } finally {
      expiry.writeLock().unlock();
    }
  }

  private static int stripe(ContactId contact) {
    int hash = contact.hashCode() * 0x9E37_79B9;
    return hash >>> (Integer.SIZE - Integer.numberOfTrailingZeros(COUNT));
  }
}
