package dev.touchstone.move;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.Scan;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/** Copies and compares one contact at a time, while it changes. Thread-safe. */
final class ContactMove {
  /** So many rows, and characters of their fields, are copied by one append. */
  static final int BATCH_ROWS = 1_000;

  static final long BATCH_CHARACTERS = 1 << 20;

  /** A contact of which something is erased again and again is left to the comparison. */
  private static final int MAX_BEGINNINGS = 5;

  private final StorageEngine source;
  private final StorageEngine target;
  private final Stripes stripes;
  private final Unsettled unsettled;
  private final Patience patience;
  private final RowRate rate;
  private final LongConsumer copied;

  /**
   * @param copied hears how many rows were copied
   */
  ContactMove(MovingStore store, Patience patience, RowRate rate, LongConsumer copied) {
    this.source = store.source();
    this.target = store.target();
    this.stripes = store.stripes();
    this.unsettled = store.sides().unsettled();
    this.patience = patience;
    this.rate = rate;
    this.copied = copied;
  }

  /** What a comparison came to. */
  record Comparison(Difference difference, long rows) {}

  /** Whether there was one. */
  enum Difference {
    NONE,
    REPAIRED,
    REMAINS
  }

  /** Copies what the source has of a contact. */
  void copy(ContactId contact) {
    for (int i = 0; i < MAX_BEGINNINGS; i++) {
      if (patience.until(() -> copyFromBeginning(contact))) {
        return;
      }
    }
  }

  /** Returns false if something was removed meanwhile, so that what was read may not be written. */
  private boolean copyFromBeginning(ContactId contact) {
    Stripes.Moment moment = stripes.moment(contact);
    try (Scan scan = source.scan(contact)) {
      while (scan.hasNext()) {
        patience.stopIfAsked();
        List<Interaction> batch = batch(scan);
        rate.await(batch.size());
        if (!stripes.writeIfStill(moment, contact, () -> target.append(batch))) {
          return false;
        }
        copied.accept(batch.size());
      }
      return true;
    }
  }

  private static List<Interaction> batch(Scan scan) {
    List<Interaction> batch = new ArrayList<>();
    long characters = 0;
    while (scan.hasNext() && batch.size() < BATCH_ROWS && characters < BATCH_CHARACTERS) {
      Interaction row = scan.next();
      batch.add(row);
      Fields fields = row.fields();
      for (int i = 0; i < fields.size(); i++) {
        characters += fields.name(i).length() + fields.value(i).length();
      }
    }
    return batch;
  }

  /**
   * Compares what both have of a contact, and makes the target equal. Looks without keeping anybody
   * out at first: equal digests of a moment are enough, since whatever changes meanwhile reaches
   * both, or is noted as unsettled.
   */
  Comparison compare(ContactId contact) {
    return patience.until(
        () -> {
          ContactDigest here = ContactDigest.of(source, contact);
          return here.equals(ContactDigest.of(target, contact))
              ? new Comparison(Difference.NONE, here.rows())
              : repair(contact);
        });
  }

  /** Compares a contact that the source may not have. */
  Comparison compareSurplus(ContactId contact) {
    return patience.until(
        () ->
            source.types(contact, 1).isEmpty()
                ? repair(contact)
                : new Comparison(Difference.NONE, 0));
  }

  /** The same for a contact that may differ; nobody changes it meanwhile. */
  Comparison settle(ContactId contact) {
    return patience.until(() -> repair(contact));
  }

  private Comparison repair(ContactId contact) {
    return stripes.alone(
        contact,
        () -> {
          unsettled.remove(contact);
          try {
            return repairNow(contact);
          } catch (StoreException e) {
            unsettled.add(Set.of(contact));
            throw e;
          }
        });
  }

  private Comparison repairNow(ContactId contact) {
    ContactDigest here = ContactDigest.of(source, contact);
    if (here.equals(ContactDigest.of(target, contact))) {
      return new Comparison(Difference.NONE, here.rows());
    }
    // What is missing is added; only then is what is too much taken away, with all the rest.
    boolean equal = !here.isEmpty() && copyAll(contact, here);
    if (!equal && !contact.isNone()) {
      target.erase(contact);
      equal = copyAll(contact, here);
    }
    return new Comparison(equal ? Difference.REPAIRED : Difference.REMAINS, here.rows());
  }

  private boolean copyAll(ContactId contact, ContactDigest here) {
    try (Scan scan = source.scan(contact)) {
      while (scan.hasNext()) {
        target.append(batch(scan));
      }
    }
    return here.equals(digest(target, contact));
  }

  private static ContactDigest digest(InteractionStore store, ContactId contact) {
    return ContactDigest.of(store, contact);
  }
}
