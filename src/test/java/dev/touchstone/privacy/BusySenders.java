package dev.touchstone.privacy;

import static dev.touchstone.testing.Rows.BERT;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.row;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Threads that send rows of some contacts, each together with a row of Bert, until they are
 * stopped. What they are told is checked: whoever is refused once stays refused, and Bert never is.
 */
final class BusySenders {
  private static final int THREADS_OF_EACH = 2;
  private static final int MOST_BATCHES = 20_000;
  private static final int MOST_ATTEMPTS = 20;

  private final List<ContactId> contacts;
  private final List<Thread> threads = new ArrayList<>();
  private final Map<ContactId, CountDownLatch> stored = new ConcurrentHashMap<>();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicLong ofBert = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();

  /**
   * @param doors each is sent to by two threads
   */
  BusySenders(List<? extends InteractionStore> doors, List<ContactId> contacts) {
    this.contacts = contacts;
    contacts.forEach(contact -> stored.put(contact, new CountDownLatch(1)));
    for (int i = 0; i < doors.size() * THREADS_OF_EACH; i++) {
      InteractionStore door = doors.get(i % doors.size());
      String name = "sender" + i + "-";
      threads.add(Thread.ofVirtual().start(() -> send(door, name)));
    }
  }

  private void send(InteractionStore door, String name) {
    List<ContactId> gone = new ArrayList<>();
    try {
      for (int i = 0; i < MOST_BATCHES && !stopped.get(); i++) {
        ContactId contact = contacts.get(i % contacts.size());
        List<Verdict> verdicts =
            untilItIsKnown(
                door,
                List.of(
                    row(contact, SENT, NOON, name + i), row(BERT, SENT, NOON, name + "bert" + i)));
        take(contact, verdicts, gone);
      }
    } catch (RuntimeException e) {
      faults.add(e.toString());
    }
  }

  /** As a sender does it: what may have been stored, or could not be now, is sent again. */
  private static List<Verdict> untilItIsKnown(InteractionStore door, List<Interaction> rows) {
    for (int attempt = 1; ; attempt++) {
      try {
        return door.append(rows);
      } catch (StoreException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void take(ContactId contact, List<Verdict> verdicts, List<ContactId> gone) {
    if (verdicts.getLast() == Verdict.STORED || verdicts.getLast() == Verdict.REPEATED) {
      ofBert.incrementAndGet();
    } else {
      faults.add("Bert's row is " + verdicts.getLast());
    }
    if (verdicts.getFirst() == Verdict.ERASED) {
      refused.incrementAndGet();
      gone.add(contact);
    } else if (gone.contains(contact)) {
      faults.add("a row is taken of whom one was refused before");
    } else {
      stored.getOrDefault(contact, new CountDownLatch(1)).countDown();
    }
  }

  /** Waits until a row of a contact was taken. */
  void awaitStored(ContactId contact) throws InterruptedException {
    if (!stored.getOrDefault(contact, new CountDownLatch(1)).await(2, TimeUnit.MINUTES)) {
      throw new AssertionError("no row of a contact was taken; faults: " + faults);
    }
  }

  /** Waits until so many more rows were refused, or nobody sends any more. */
  void awaitRefused(long more) {
    long wanted = refused.get() + more;
    while (refused.get() < wanted && threads.stream().anyMatch(Thread::isAlive)) {
      Thread.onSpinWait();
    }
  }

  /** Stops them; gives what was wrong. */
  List<String> stop() throws InterruptedException {
    stopped.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    return List.copyOf(faults);
  }

  /** How many rows of Bert are acknowledged. */
  long ofBert() {
    return ofBert.get();
  }
}
